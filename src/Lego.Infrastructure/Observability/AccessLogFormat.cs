using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability;

/// <summary>
/// Access lines of the API, with the names under which the functions' lines know the same things: saved queries join both.
/// </summary>
/// <remarks>
/// <c>requestId</c> is Lambda's, which the function's lines carry, too. Only a REST API knows the trace id: HTTP APIs have no variable for
/// it, so there the lines meet by the request id, and the function's line has the trace id.
/// Source: API Gateway developer guide, "Customize HTTP API access logs" and "Access logging variables" of REST APIs.
/// </remarks>
public static class AccessLogFormat
{
    /// <summary>The format of a stage's access log: one JSON object a line.</summary>
    public static string Of(EntryPoint entryPoint) => entryPoint switch
    {
        EntryPoint.HttpApi => $$"""{{{Common}},"gatewayError":"$context.error.message","integrationError":"$context.integrationErrorMessage"}""",
        EntryPoint.RestApi => $$"""{{{Common}},"traceId":"$context.xrayTraceId","gatewayError":"$context.error.message"}""",
        _ => throw new ArgumentOutOfRangeException(nameof(entryPoint), entryPoint, "unknown entry point"),
    };

    private const string Common =
        """
        "requestId":"$context.integration.requestId","gatewayRequestId":"$context.requestId","time":"$context.requestTime",
        """ + """
        "gatewayMethod":"$context.httpMethod","gatewayPath":"$context.path","gatewayStatus":"$context.status",
        """ + """
        "gatewayLatency":"$context.responseLatency","integrationLatency":"$context.integration.latency","sourceIp":"$context.identity.sourceIp"
        """;
}
