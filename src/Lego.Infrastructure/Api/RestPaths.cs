namespace Lego.Infrastructure.Api;

/// <summary>
/// Paths as a REST API can have them: below one path there is room for a single parameter, whatever its name, so the first name that the
/// catalog has for a place is the name for all. Source: API Gateway developer guide, "Set up API methods".
/// </summary>
internal sealed class RestPaths
{
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The path of a route in this API.</summary>
    /// <param name="route">A route template of the catalog.</param>
    public string Of(string route)
    {
        var path = "";
        foreach (var segment in route.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var isParameter = segment.StartsWith('{');
            path += "/" + (isParameter ? NameBelow(path, segment) : segment);
        }

        return path;
    }

    private string NameBelow(string parent, string name)
    {
        _names.TryAdd(parent, name);
        return _names[parent];
    }
}
