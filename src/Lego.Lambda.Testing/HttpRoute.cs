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

    /// <summary>The decoded path parameters; null when the route has none, as in an event.</summary>
    internal Dictionary<string, string>? ReadParameters(string path)
    {
        var values = path.Split('/');
        var parameters = new Dictionary<string, string>();
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (segment.EndsWith("+}", StringComparison.Ordinal) && i < values.Length)
            {
                parameters[segment[1..^2]] = Uri.UnescapeDataString(string.Join('/', values[i..]));
                return parameters;
            }

            var value = i < values.Length ? Uri.UnescapeDataString(values[i]) : "";
            if (IsParameter(segment) && value.Length > 0)
            {
                parameters[segment[1..^1]] = value;
            }
            else if (value != segment)
            {
                throw DoesNotFit(path);
            }
        }

        return values.Length > _segments.Length ? throw DoesNotFit(path) : parameters.Count > 0 ? parameters : null;
    }

    /// <summary>The decoded query parameters, several of one name joined by commas; null when there are none, as in an event.</summary>
    internal static Dictionary<string, string>? ReadQuery(string query)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
            parameters[name] = parameters.TryGetValue(name, out var before) ? $"{before},{value}" : value;
        }

        return parameters.Count > 0 ? parameters : null;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static bool IsParameter(string segment) => segment.StartsWith('{');

    private ArgumentException DoesNotFit(string path) => new($"The URL \"{path}\" does not fit the route \"{_key}\".", nameof(path));
}
