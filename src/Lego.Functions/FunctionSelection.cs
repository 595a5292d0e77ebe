using System.Collections.Concurrent;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Functions;

/// <summary>Which functions a process serves: the id of one, or <c>all</c>.</summary>
public static class FunctionSelection
{
    public const string All = "all";

    /// <summary>Wins over the handler setting, which on a managed runtime has to be the name of the assembly.</summary>
    public const string Variable = "LEGO_FUNCTION";

    public const string HandlerVariable = "_HANDLER";

    /// <summary>Makes the handler of a process from <c>LEGO_FUNCTION</c>, or from <c>_HANDLER</c> where that is not set.</summary>
    /// <exception cref="InvalidOperationException">The setting names no function, or a variable that the function needs is missing.</exception>
    public static IInvocationHandler FromEnvironment(Func<string, string?> variable, AppServices services)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var (function, handler) = (variable(Variable), variable(HandlerVariable));
        return string.IsNullOrWhiteSpace(function)
            ? Create(handler, services, $"{Variable} is not set and {HandlerVariable} is '{handler}'; one of them must be")
            : Create(function.Trim(), services, $"{Variable} is '{function}' (it wins over {HandlerVariable}); it must be");
    }

    private static IInvocationHandler Create(string? setting, AppServices services, string complaint)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (setting == All)
        {
            return CreateAll(services);
        }

        var function = FunctionCatalog.All.FirstOrDefault(row => row.Id == setting)
            ?? throw new InvalidOperationException($"{complaint} '{All}' or one of {string.Join(", ", FunctionCatalog.All.Select(row => row.Id))}.");
        services.Settings.Check(function.Dependencies);
        return new HttpInvocationHandler(function.Create(services), function.RouteKey);
    }

    private static HttpRouteTable CreateAll(AppServices services)
    {
        services.Settings.Check(FunctionCatalog.All.Aggregate(Dependencies.None, (all, row) => all | row.Dependencies));
        var rows = FunctionCatalog.All.ToDictionary(row => row.RouteKey);
        var handlers = new ConcurrentDictionary<string, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>>();
        return new HttpRouteTable(
            key => rows.TryGetValue(key, out var row)
                ? handlers.GetOrAdd(key, static (_, made) => made.row.Create(made.services), (row, services))
                : null,
            rows.Keys);
    }
}
