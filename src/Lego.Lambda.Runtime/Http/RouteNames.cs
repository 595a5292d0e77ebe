using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Gives an event's path parameters the names that the function's author wrote. A REST API has one name for a place in its paths, whatever
/// the routes below it call it, so <c>/mocs/{mocId}/finalize</c> may be deployed, and arrive, as <c>/mocs/{id}/finalize</c>.
/// Source: API Gateway developer guide, "Set up REST API methods in API Gateway".
/// </summary>
internal sealed class RouteNames
{
    private readonly string _routeKey;
    private readonly string[] _names;

    /// <param name="routeKey">Method, blank and route as the author wrote them.</param>
    public RouteNames(string routeKey)
    {
        _routeKey = routeKey;
        Shape = ShapeOf(routeKey);
        _names = NamesOf(routeKey);
    }

    /// <summary>The route key without the names in its braces: what two spellings of a route have in common.</summary>
    public string Shape { get; }

    public static string ShapeOf(string routeKey) => string.Join('/', routeKey.Split('/').Select(segment => IsParameter(segment) ? "{}" : segment));

    /// <summary>Changes the event where it names the same route by other parameters.</summary>
    public void Apply(APIGatewayHttpApiV2ProxyRequest request)
    {
        if (request.RouteKey is not { } arrived || arrived == _routeKey || ShapeOf(arrived) != Shape)
        {
            return;
        }

        request.RouteKey = _routeKey;
        if (request.RequestContext is { } context)
        {
            context.RouteKey = _routeKey;
        }

        if (request.PathParameters is not { } values)
        {
            return;
        }

        var renamed = new Dictionary<string, string>(values.Count);
        foreach (var (own, name) in _names.Zip(NamesOf(arrived)))
        {
            if (values.TryGetValue(name, out var value))
            {
                renamed[own] = value;
            }
        }

        request.PathParameters = renamed;
    }

    private static string[] NamesOf(string routeKey) => [.. routeKey.Split('/').Where(IsParameter).Select(segment => segment[1..^1].TrimEnd('+'))];

    private static bool IsParameter(string segment) => segment is ['{', .., '}'];
}
