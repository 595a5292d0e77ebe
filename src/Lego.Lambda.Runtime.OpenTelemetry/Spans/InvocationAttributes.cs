using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Sqs;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// What the root says of its invocation. Source: OpenTelemetry semantic conventions, "FaaS spans", "Instrumenting AWS Lambda" and
/// "HTTP server".
/// </summary>
internal static class InvocationAttributes
{
    internal static void Write(AttributeWriter attributes, InvocationTrace trace, ErrorSanitizer sanitizer)
    {
        attributes.Put("lego.xray.trace_id", trace.TraceId);
        if (trace.Invocation is not { } invocation)
        {
            attributes.PutBoolean("faas.coldstart", true);
            return;
        }

        attributes.Put("faas.invocation_id", invocation.RequestId);
        attributes.PutBoolean("faas.coldstart", invocation.IsColdStart);
        attributes.Put("faas.trigger", Trigger(trace));
        attributes.Put("enduser.id", sanitizer.Redact(invocation.UserId));
        WriteArn(attributes, invocation.Lambda.InvokedFunctionArn);
        WriteRequest(attributes, trace.Root, invocation.Description, sanitizer);
    }

    private static string? Trigger(InvocationTrace trace)
    {
        if (trace.Invocation!.Description.Method is not null || trace.Root.HttpMethod is not null)
        {
            return "http";
        }

        return Array.Exists(trace.Root.ChildrenNow(), static child => child.Name == MessageSubsegment.Name) ? "pubsub" : null;
    }

    /// <summary>An ARN is <c>arn:partition:lambda:region:account:function:name</c>, with an alias or version behind it where one was called.</summary>
    private static void WriteArn(AttributeWriter attributes, string? arn)
    {
        const int Account = 4;
        const int Qualifier = 7;
        attributes.Put("aws.lambda.invoked_arn", arn);
        var parts = arn?.Split(':') ?? [];
        if (parts.Length >= Qualifier)
        {
            attributes.Put("cloud.resource_id", string.Join(':', parts.Take(Qualifier)));
            attributes.Put("cloud.account.id", parts[Account]);
        }
    }

    private static void WriteRequest(AttributeWriter attributes, Subsegment root, InvocationDescription description, ErrorSanitizer sanitizer)
    {
        var url = UrlParts.Of(sanitizer.RedactUrl(root.HttpUrl ?? description.Url));
        attributes.Put("http.request.method", root.HttpMethod ?? description.Method);
        attributes.Put("http.route", description.Path);
        attributes.Put("url.scheme", url.Scheme);
        attributes.Put("url.path", url.Path);
        attributes.Put("url.query", url.Query);
        attributes.Put("server.address", url.Host);
        attributes.PutInteger("server.port", url.Port);
        attributes.Put("user_agent.original", sanitizer.Redact(root.UserAgent ?? description.UserAgent));
        attributes.Put("client.address", root.ClientIp ?? description.SourceIp);
        attributes.PutInteger("http.response.status_code", root.HttpStatus);
        attributes.PutInteger("http.response.body.size", root.ContentLength);
    }
}
