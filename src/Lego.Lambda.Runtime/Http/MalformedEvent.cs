using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// An event that could not be read. It goes the way of all events, so that it is traced, logged and answered like any other bad request;
/// API Gateway sends no such event, but whoever invokes the function directly may.
/// </summary>
internal sealed class MalformedEvent : APIGatewayHttpApiV2ProxyRequest
{
    /// <summary>What is wrong, with the name of the member.</summary>
    internal required string Problem { get; init; }
}
