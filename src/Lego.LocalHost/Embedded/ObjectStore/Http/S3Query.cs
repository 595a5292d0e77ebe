using System.Globalization;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>The decoded query parameters of a request, in the order they came.</summary>
internal sealed class S3Query
{
    private S3Query(IReadOnlyList<KeyValuePair<string, string>> parameters) => Parameters = parameters;

    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Parameters)
            {
                if (key == name) return value;
            }

            return null;
        }
    }

    public static S3Query Parse(string text)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            var name = split < 0 ? pair : pair[..split];
            var value = split < 0 ? "" : pair[(split + 1)..];
            parameters.Add(new(UriEncoding.Decode(name, plusIsBlank: true), UriEncoding.Decode(value, plusIsBlank: true)));
        }

        return new S3Query(parameters);
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>A whole number between the limits, or the fallback when the parameter is absent or empty.</summary>
    public int Number(string name, int fallback, int minimum, int maximum)
    {
        var text = this[name];
        if (string.IsNullOrEmpty(text)) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        throw S3Errors.InvalidArgument($"{name} must be an integer between {minimum} and {maximum}", name, text);
    }
}
