using System.Text.Json.Nodes;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Api;

/// <summary>
/// Lines of the access log: JSON, one for each request. <c>lambdaRequestId</c> is the <c>requestId</c> of the function's own lines, which
/// have the correlation id and the trace id; of a REST API the trace id is here as well.
/// </summary>
internal static class AccessLogLine
{
    private static readonly (string Name, string Variable)[] Common =
    [
        ("requestId", "requestId"),
        ("lambdaRequestId", "integration.requestId"),
        ("time", "requestTime"),
        ("timeEpoch", "requestTimeEpoch"),
        ("sourceIp", "identity.sourceIp"),
        ("userAgent", "identity.userAgent"),
        ("method", "httpMethod"),
        ("protocol", "protocol"),
        ("status", "status"),
        ("responseLength", "responseLength"),
        ("latencyMs", "responseLatency"),
        ("integrationLatencyMs", "integration.latency"),
        ("integrationStatus", "integration.integrationStatus"),
        ("integrationError", "integration.error"),
        ("error", "error.message"),
        ("errorType", "error.responseType"),
        ("authorizerError", "authorizer.error"),
    ];

    public static string Of(EntryPoint entryPoint)
    {
        (string Name, string Variable)[] own = entryPoint == EntryPoint.RestApi
            ? [("route", "resourcePath"), ("path", "path"), ("userId", "authorizer.claims.sub"), ("traceId", "xrayTraceId")]
            : [("route", "routeKey"), ("path", "path"), ("userId", "authorizer.claims.sub")];
        return new JsonObject(
            [.. Common.Concat(own).Select(member => KeyValuePair.Create(member.Name, (JsonNode?)$"$context.{member.Variable}"))]).ToJsonString();
    }
}
