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
    public static IInvocationHandler FromEnvironment(Func<string, string?> variable, AppServices services) =>
        Find(variable) is { } function ? Create(function, services) : CreateAll(services);

    /// <summary>
    /// The same in the init phase of a process that polls: opens the connections of the function meanwhile, and, where a snapshot is
    /// taken, ends them before it and opens others after it is restored.
    /// </summary>
    /// <inheritdoc cref="FromEnvironment"/>
    public static async ValueTask<IInvocationHandler> StartAsync(
        Func<string, string?> variable, AppServices services, SnapshotHooks hooks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(hooks);
        if (Find(variable) is not { } function)
        {
            // Which functions will be called, nobody knows; for one machine it does not matter either.
            return CreateAll(services);
        }

        // Before the connections, so that a missing variable is told by its name.
        services.Settings.Check(function.Dependencies);
        if (services.Settings.InitConnect == InitConnect.Off)
        {
            return Create(function, services);
        }

        var connections = new InitConnections(services, function.Dependencies);
        var opened = connections.OpenAsync(cancellationToken);
        hooks.RegisterBeforeSnapshot(connections.CloseAsync);
        hooks.RegisterAfterRestore(() => new ValueTask(connections.OpenAsync(CancellationToken.None)));
        var handler = Create(function, services);
        await opened;
        return handler;
    }

    /// <summary>The function that a process is for; null for all.</summary>
    private static FunctionDefinition? Find(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var (function, handler) = (variable(Variable), variable(HandlerVariable));
        return string.IsNullOrWhiteSpace(function)
            ? Find(handler, $"{Variable} is not set and {HandlerVariable} is '{handler}'; one of them must be")
            : Find(function.Trim(), $"{Variable} is '{function}' (it wins over {HandlerVariable}); it must be");
    }

    private static FunctionDefinition? Find(string? setting, string complaint) =>
        setting == All
            ? null
            : FunctionCatalog.All.FirstOrDefault(row => row.Id == setting)
                ?? throw new InvalidOperationException($"{complaint} '{All}' or one of {string.Join(", ", FunctionCatalog.All.Select(row => row.Id))}.");

    private static HttpInvocationHandler Create(FunctionDefinition function, AppServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.Settings.Check(function.Dependencies);
        return new HttpInvocationHandler(function.Create(services), function.RouteKey);
    }

    private static HttpRouteTable CreateAll(AppServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
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
