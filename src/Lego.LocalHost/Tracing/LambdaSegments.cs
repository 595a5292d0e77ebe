using System.Text.Json;
using Lego.LocalHost.RuntimeApi;

namespace Lego.LocalHost.Tracing;

/// <summary>
/// The two segments that Lambda writes for a traced invocation, in the newer layout: the function's segment holds the code's own
/// subsegments only, and the time of a cold start is a subsegment of the service's.
/// </summary>
internal sealed class LambdaSegments(string region, string accountId)
{
    public ReadOnlyMemory<byte> Service(TracedInvocation invocation) => SegmentJson.Document(json =>
    {
        var result = invocation.Result;
        json.WriteUnit(invocation.Function.Id, invocation.ServiceId, result.QueuedAt, result.EndedAt);
        json.WriteTrace(invocation.TraceId, invocation.ParentId);
        json.WriteString("origin", "AWS::Lambda");
        json.WriteString("resource_arn", FunctionArn(invocation));
        json.WriteStartObject("http");
        json.WriteStartObject("response");
        // The invoke call itself answers 200 also when the function failed.
        json.WriteNumber("status", 200);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("aws");
        json.WriteString("request_id", result.RequestId);
        WriteResource(json, invocation);
        json.WriteEndObject();
        if (result.Outcome == InvocationOutcome.Timeout)
        {
            json.WriteBoolean("fault", true);
        }

        if (result.ColdStart && result.StartedAt > result.QueuedAt)
        {
            json.WriteStartArray("subsegments");
            json.WriteStartObject();
            json.WriteUnit("Init", TraceContext.NewSegmentId(), result.QueuedAt, result.StartedAt);
            json.WriteEndObject();
            json.WriteEndArray();
        }
    });

    public ReadOnlyMemory<byte> Function(TracedInvocation invocation) => SegmentJson.Document(json =>
    {
        var result = invocation.Result;
        json.WriteUnit(invocation.Function.Id, invocation.FunctionSegmentId, result.StartedAt, result.EndedAt);
        json.WriteTrace(invocation.TraceId, invocation.ServiceId);
        json.WriteString("origin", "AWS::Lambda::Function");
        json.WriteString("resource_arn", FunctionArn(invocation));
        json.WriteStartObject("aws");
        json.WriteString("function_arn", FunctionArn(invocation));
        json.WriteString("request_id", result.RequestId);
        json.WriteBoolean("cold_start", result.ColdStart);
        WriteResource(json, invocation);
        WriteLogGroup(json, invocation);
        json.WriteEndObject();
        if (!result.IsSuccess)
        {
            json.WriteBoolean("fault", true);
            ErrorCause.Write(json, result.XRayErrorCause, result.Payload);
        }
    });

    private string FunctionArn(TracedInvocation invocation) => $"arn:aws:lambda:{region}:{accountId}:function:{invocation.Function.Id}";

    private void WriteResource(Utf8JsonWriter json, TracedInvocation invocation)
    {
        json.WriteString("account_id", accountId);
        json.WriteStartArray("resource_names");
        json.WriteStringValue(invocation.Function.Id);
        json.WriteEndArray();
    }

    private void WriteLogGroup(Utf8JsonWriter json, TracedInvocation invocation)
    {
        var group = $"/aws/lambda/{invocation.Function.Id}";
        json.WriteStartArray("cloudwatch_logs");
        json.WriteStartObject();
        json.WriteString("log_group", group);
        json.WriteString("arn", $"arn:aws:logs:{region}:{accountId}:log-group:{group}");
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
