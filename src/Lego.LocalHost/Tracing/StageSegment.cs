namespace Lego.LocalHost.Tracing;

/// <summary>
/// The gateway's own segment, with the call of the function below it. AWS writes none for HTTP APIs; this is the one of a REST stage with
/// tracing on, put in front so that a local trace shows the whole walk of a request.
/// </summary>
internal static class StageSegment
{
    public const string ApiName = "lego-api";
    public const string Stage = "local";

    /// <summary>What the segment is named, and what rules know the stage by.</summary>
    public const string Name = $"{ApiName}/{Stage}";

    public static ReadOnlyMemory<byte> Write(StageRequest request, int status, DateTimeOffset end, string accountId) => SegmentJson.Document(json =>
    {
        json.WriteUnit(Name, request.StageId, request.Start, end);
        json.WriteTrace(request.TraceId, request.ParentId);
        json.WriteString("origin", "AWS::ApiGateway::Stage");
        json.WriteStartObject("http");
        json.WriteStartObject("request");
        json.WriteText("method", request.Method);
        json.WriteText("url", request.Url);
        json.WriteText("user_agent", request.UserAgent);
        json.WriteText("client_ip", request.ClientIp);
        json.WriteEndObject();
        json.WriteStartObject("response");
        json.WriteNumber("status", status);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("aws");
        json.WriteStartObject("api_gateway");
        json.WriteString("account_id", accountId);
        json.WriteString("rest_api_id", ApiName);
        json.WriteString("stage", Stage);
        json.WriteString("request_id", request.RequestId);
        json.WriteEndObject();
        if (request.SamplingRule is { } rule)
        {
            json.WriteStartObject("xray");
            json.WriteString("sampling_rule_name", rule);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStatusFlags(status);
        if (request.FunctionId is { } functionId)
        {
            json.WriteStartArray("subsegments");
            json.WriteStartObject();
            json.WriteUnit("Lambda", request.IntegrationId, request.InvokedAt, request.AnsweredAt);
            json.WriteString("namespace", "aws");
            json.WriteStartObject("aws");
            json.WriteString("operation", "Invoke");
            json.WriteString("function_name", functionId);
            json.WriteEndObject();
            if (request.IntegrationStatus is { } integrationStatus)
            {
                json.WriteStartObject("http");
                json.WriteStartObject("response");
                json.WriteNumber("status", integrationStatus);
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteStatusFlags(integrationStatus);
            }

            json.WriteEndObject();
            json.WriteEndArray();
        }
    });
}
