using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;
using static LegoStarter.Dependencies;

namespace LegoStarter;

/// <summary>The one list of functions.</summary>
internal static class FunctionCatalog
{
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        new("hello", "GET", "/api/hello/{name}", 256, 10, None, services => new Hello(services)),
    ];

    /// <summary>Serves the function of that id, or all of them, picked by the route.</summary>
    /// <exception cref="InvalidOperationException">There is no such function.</exception>
    public static IInvocationHandler Serve(string? id, AppServices services)
    {
        var served = All.Where(row => string.IsNullOrEmpty(id) || row.Id == id).ToDictionary(row => row.RouteKey, row => row.Create(services));
        return served.Count > 0
            ? new HttpRouteTable(key => served.GetValueOrDefault(key))
            : throw new InvalidOperationException($"LEGO_FUNCTION is '{id}'; it must be one of {string.Join(", ", All.Select(row => row.Id))}.");
    }
}
