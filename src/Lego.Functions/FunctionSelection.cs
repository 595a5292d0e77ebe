using System.Collections.Concurrent;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Functions;

/// <summary>Which functions a process serves, by the handler setting: the id of one, or <c>all</c>.</summary>
public static class FunctionSelection
{
    public const string All = "all";

    /// <summary>Makes the handler of a process.</summary>
    /// <param name="handler">A function id or <c>all</c>.</param>
    /// <param name="services">What functions are made of.</param>
    /// <exception cref="InvalidOperationException">The setting names no function, or a variable that the function needs is missing.</exception>
    public static IInvocationHandler Create(string? handler, AppServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (handler == All)
        {
            return CreateAll(services);
        }

        var function = FunctionCatalog.All.FirstOrDefault(row => row.Id == handler)
            ?? throw new InvalidOperationException(
                $"_HANDLER is '{handler}'; it must be '{All}' or one of {string.Join(", ", FunctionCatalog.All.Select(row => row.Id))}.");
        services.Settings.Check(function.Dependencies);
        return new HttpInvocationHandler(function.Create(services));
    }

    private static HttpRouteTable CreateAll(AppServices services)
    {
        services.Settings.Check(FunctionCatalog.All.Aggregate(Dependencies.None, (all, row) => all | row.Dependencies));
        var rows = FunctionCatalog.All.ToDictionary(row => row.RouteKey);
        var handlers = new ConcurrentDictionary<string, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>>();
        return new HttpRouteTable(key => rows.TryGetValue(key, out var row)
            ? handlers.GetOrAdd(key, static (_, made) => made.row.Create(made.services), (row, services))
            : null);
    }
}
