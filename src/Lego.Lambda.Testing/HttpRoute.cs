namespace Lego.Lambda.Testing;

/// <summary>A route of the HTTP API, and the parameters that it finds in a URL.</summary>
internal sealed class HttpRoute
{
    private readonly string _key;
    private readonly string[] _segments;

    private HttpRoute(string key, string method, string template)
    {
        _key = key;
        Method = method;
        _segments = template.Split('/');
    }

    internal string Method { get; }

    internal static HttpRoute Parse(string key) =>
        key.Split(' ') is [{ Length: > 0 } method, ['/', ..] template]
            ? new HttpRoute(key, method, template)
            : throw new ArgumentException($"The route key must be a method and a path, such as \"GET /api/hello/{{name}}\", not \"{key}\".", nameof(key));

    /// <summary>Path and query of a URL; of the template where there is no URL.</summary>
    internal (string Path, string Query) Split(string? url)
    {
        if (url is null)
        {
            return Array.Find(_segments, IsParameter) is { } parameter
                ? throw new ArgumentException($"The route \"{_key}\" has the parameter {parameter}: name the URL.", nameof(url))
                : (string.Join('/', _segments), "");
        }

        var mark = url.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (url, "") : (url[..mark], url[(mark + 1)..]);
    }

    /// <summary>The path without its parameters' values, as the gateway's events name it.</summary>
    internal string Template => string.Join('/', _segments);

    /// <summary>The path parameters; null when the route has none, as in an event.</summary>
    /// <param name="path">The path, percent-encoded.</param>
    /// <param name="isDecoded">Whether the values are decoded, as an HTTP API does it and a REST API does not.</param>
    internal Dictionary<string, string>? ReadParameters(string path, bool isDecoded = true)
    {
        var values = path.Split('/');
        var parameters = new Dictionary<string, string>();
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (segment.EndsWith("+}", StringComparison.Ordinal) && i < values.Length)
            {
                parameters[segment[1..^2]] = Value(string.Join('/', values[i..]), isDecoded);
                return parameters;
            }

            var value = i < values.Length ? values[i] : "";
            if (IsParameter(segment) && value.Length > 0)
            {
                parameters[segment[1..^1]] = Value(value, isDecoded);
            }
            else if (Uri.UnescapeDataString(value) != segment)
            {
                throw DoesNotFit(path);
            }
        }

        return values.Length > _segments.Length ? throw DoesNotFit(path) : parameters.Count > 0 ? parameters : null;
    }

    /// <summary>The decoded query parameters, several of one name joined by commas; null when there are none, as in an event.</summary>
    internal static Dictionary<string, string>? ReadQuery(string query) =>
        ReadQueryLists(query)?.ToDictionary(pair => pair.Key, pair => string.Join(',', pair.Value));

    /// <summary>The decoded query parameters with all values of each; null when there are none.</summary>
    internal static Dictionary<string, IList<string>>? ReadQueryLists(string query)
    {
        var parameters = new Dictionary<string, IList<string>>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            if (parameters.TryGetValue(name, out var values))
            {
                values.Add(value);
            }
            else
            {
                parameters[name] = new List<string> { value };
            }
        }

        return parameters.Count > 0 ? parameters : null;
    }

    private static string Value(string encoded, bool isDecoded) => isDecoded ? Uri.UnescapeDataString(encoded) : encoded;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private ArgumentException DoesNotFit(string path) => new($"The URL \"{path}\" does not fit the route \"{_key}\".", nameof(path));
}
