using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>What only a function's segment has. Source: AWS Lambda developer guide, "Visualize Lambda function invocations using AWS X-Ray".</summary>
internal static class SegmentBlocks
{
    private static readonly string RuntimeVersion = Environment.Version.ToString();
    private static readonly string SdkVersion = typeof(SegmentBlocks).Assembly.GetName().Version?.ToString(3) ?? "1.0.0";

    internal static void Write(DocumentJson json, FunctionSegment segment, InvocationTrace trace)
    {
        json.WriteString("origin"u8, "AWS::Lambda::Function"u8);
        Text(json, "resource_arn"u8, segment.Arn);
        Text(json, "user"u8, segment.UserId);
        json.WriteStartObject("service"u8);
        json.WriteString("runtime"u8, ".NET"u8);
        json.WriteString("runtime_version"u8, RuntimeVersion);
        json.WriteEndObject();

        json.WriteStartObject("aws"u8);
        Text(json, "account_id"u8, segment.AccountId);
        Text(json, "function_arn"u8, segment.Arn);
        Text(json, "request_id"u8, segment.RequestId);
        json.WriteBoolean("cold_start"u8, segment.IsColdStart);
        json.WriteStartArray("resource_names"u8);
        json.WriteStringValue(segment.Name);
        json.WriteEndArray();
        WriteLogGroup(json, segment);
        json.WriteStartObject("xray"u8);
        json.WriteString("sdk"u8, "Lego.Lambda"u8);
        json.WriteString("sdk_version"u8, SdkVersion);
        Text(json, "sampling_rule_name"u8, trace.IsSampled ? trace.SamplingRule : null);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>By this a console finds the log lines of the trace.</summary>
    private static void WriteLogGroup(DocumentJson json, FunctionSegment segment)
    {
        if (segment.LogGroup is not { } group)
        {
            return;
        }

        json.WriteStartArray("cloudwatch_logs"u8);
        json.WriteStartObject();
        json.WriteString("log_group"u8, group);
        Text(json, "arn"u8, segment.LogGroupArn);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Text(DocumentJson json, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, NameRules.Cut(value, NameRules.MaxText));
        }
    }
}
