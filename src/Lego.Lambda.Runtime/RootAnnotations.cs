using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime;

/// <summary>What every root subsegment carries.</summary>
internal static class RootAnnotations
{
    private const string RequestNamespace = "request";
    private const string ErrorNamespace = "error";
    private const string Unknown = "unknown";

    internal static SamplingRequest SamplingRequestOf(HandlerContext context)
    {
        var description = context.Description;
        return new SamplingRequest(
            context.FunctionId,
            description.Host,
            description.Method,
            description.UrlPath,
            context.Lambda.InvokedFunctionArn,
            description.Headers);
    }

    internal static void Write(InvocationTrace trace, HandlerContext context)
    {
        var root = trace.Root;
        var description = context.Description;
        if (trace.Segment is { } segment)
        {
            Describe(segment, context);
        }

        root.AnnotateIfPresent("userId", description.UserId);
        root.AnnotateIfPresent("method", description.Method);
        root.AnnotateIfPresent("path", description.Path);
        root.Annotate("functionName", context.FunctionId);
        root.Annotate("coldStart", context.IsColdStart);
        root.AnnotateIfPresent("correlationId", description.CorrelationId);

        root.AddMetadata("requestId", OrUnknown(context.RequestId), RequestNamespace);
        root.AddMetadata("correlationId", OrUnknown(description.CorrelationId), RequestNamespace);
        root.AddMetadata("isColdStart", context.IsColdStart, RequestNamespace);
        if (description.Method is null)
        {
            return;
        }

        root.AddMetadata("sourceIp", OrUnknown(description.SourceIp), RequestNamespace);
        root.AddMetadata("userAgent", OrUnknown(description.UserAgent), RequestNamespace);
        root.AddMetadata("pathParameters", Parameters(description.PathParameters), RequestNamespace);
        root.AddMetadata("queryStringParameters", Parameters(description.QueryStringParameters), RequestNamespace);
        if (description.Url is { } url)
        {
            root.SetHttpRequest(description.Method, url, description.UserAgent, description.SourceIp);
        }
    }

    internal static void WriteFailure(Subsegment root, HandlerFailure failure, ErrorSanitizer sanitizer)
    {
        if (!root.IsRecorded)
        {
            return;
        }

        root.Annotate("errorType", failure.Error.Code, isFramework: true);
        if (failure.Exception is DeadlineException)
        {
            root.Annotate("timedOut", true, isFramework: true);
        }

        var error = sanitizer.ForLog(failure.Exception);
        root.AddMetadata("message", error.Message, ErrorNamespace);
        if (error.Stack.Count > 0)
        {
            root.AddMetadata("stack", string.Join('\n', error.Stack), ErrorNamespace);
        }

        root.Fail(failure.Exception);
    }

    private static void Describe(FunctionSegment segment, HandlerContext context)
    {
        segment.Name = FunctionName(context);
        segment.Arn = context.Lambda.InvokedFunctionArn;
        segment.RequestId = context.RequestId;
        segment.UserId = context.UserId;
        segment.IsColdStart = context.IsColdStart;
        // Under SnapStart Lambda does not say it; the name is the default one then.
        segment.LogGroup = context.Lambda.LogGroupName is { Length: > 0 } group ? group : "/aws/lambda/" + segment.Name;
    }

    private static string FunctionName(HandlerContext context) =>
        context.Lambda.FunctionName is { Length: > 0 } name ? name : context.FunctionId;

    /// <summary>Parameters as a trace or a log line may hold them.</summary>
    internal static Dictionary<string, string?> Redacted(IDictionary<string, string>? values) =>
        (values ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => (string?)Redactor.RedactParameter(pair.Key, pair.Value));

    private static JsonObject Parameters(IDictionary<string, string>? values) =>
        new(Redacted(values).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? Unknown : text;
}
