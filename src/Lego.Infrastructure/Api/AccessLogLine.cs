using System.Text.Json.Nodes;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>
/// Lines of the access log: JSON, one for each request. <c>requestId</c> is Lambda's, as in the function's own lines, which have the
/// correlation id and the trace id; of a REST API the trace id is here as well.
/// </summary>
internal static class AccessLogLine
{
    private static readonly (string Name, string Variable)[] Common =
    [
        ("requestId", "integration.requestId"),
        ("gatewayRequestId", "requestId"),
        ("time", "requestTime"),
        ("gatewayMethod", "httpMethod"),
        ("gatewayPath", "path"),
        ("gatewayStatus", "status"),
        ("gatewayLatency", "responseLatency"),
        ("integrationLatency", "integration.latency"),
        ("integrationStatus", "integration.integrationStatus"),
        ("integrationError", "integration.error"),
        ("gatewayError", "error.message"),
        ("gatewayErrorType", "error.responseType"),
        ("authorizerError", "authorizer.error"),
        ("responseLength", "responseLength"),
        ("userId", "authorizer.claims.sub"),
        ("sourceIp", "identity.sourceIp"),
        ("userAgent", "identity.userAgent"),
    ];

    public static string Of(EntryPoint entryPoint)
    {
        (string Name, string Variable)[] own = entryPoint == EntryPoint.RestApi
            ? [("route", "resourcePath"), ("traceId", "xrayTraceId")]
            : [("route", "routeKey")];
        return new JsonObject(
            [.. Common.Concat(own).Select(member => KeyValuePair.Create(member.Name, (JsonNode?)$"$context.{member.Variable}"))]).ToJsonString();
    }
}
