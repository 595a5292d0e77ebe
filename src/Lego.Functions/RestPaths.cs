namespace Lego.Functions;

/// <summary>
/// Paths as a REST API can have them: below one path there is room for a single parameter, whatever its name, so the first name that the
/// catalog has for a place is the name for all. Source: API Gateway developer guide, "Set up API methods".
/// </summary>
public sealed class RestPaths
{
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The catalog's routes, each with its path in a REST API that has all of them.</summary>
    public static IReadOnlyDictionary<string, string> OfCatalog { get; } = Catalog();

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

    private static Dictionary<string, string> Catalog()
    {
        var paths = new RestPaths();
        return FunctionCatalog.All.Select(function => function.Route).Distinct().ToDictionary(route => route, paths.Of);
    }

    private string NameBelow(string parent, string name)
    {
        _names.TryAdd(parent, name);
        return _names[parent];
    }
}
