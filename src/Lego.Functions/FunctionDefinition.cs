using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime;

namespace Lego.Functions;

/// <summary>One row of the catalog: everything that dispatch, the local host, deployment and tests need to know of a function.</summary>
/// <param name="Id">The function id, also its Lambda name and the name of its root subsegment.</param>
/// <param name="Method">HTTP method in capitals.</param>
/// <param name="Route">Route template with the parameters in braces, as the gateway writes it.</param>
/// <param name="MemoryMb">Configured memory in MB.</param>
/// <param name="TimeoutSeconds">Configured timeout in seconds.</param>
/// <param name="Dependencies">What the function calls.</param>
/// <param name="Create">Makes the handler.</param>
/// <param name="IsPublic">True when the route has no authorizer.</param>
public sealed record FunctionDefinition(
    string Id,
    string Method,
    string Route,
    int MemoryMb,
    int TimeoutSeconds,
    Dependencies Dependencies,
    Func<AppServices, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> Create,
    bool IsPublic = false)
{
    /// <summary>The key the gateway puts into an event: method, blank, route.</summary>
    public string RouteKey => $"{Method} {Route}";
}
