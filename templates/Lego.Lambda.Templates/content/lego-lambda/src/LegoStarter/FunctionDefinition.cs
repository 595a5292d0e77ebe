using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime;

namespace LegoStarter;

/// <summary>One row of the catalog.</summary>
internal sealed record FunctionDefinition(
    string Id,
    string Method,
    string Route,
    int MemoryMb,
    int TimeoutSeconds,
    Dependencies Dependencies,
    Func<AppServices, TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>> Create)
{
    /// <summary>The key the gateway puts into an event.</summary>
    public string RouteKey => $"{Method} {Route}";
}
