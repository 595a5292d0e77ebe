using System.Diagnostics;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>What is gathered of one operation while it runs.</summary>
internal sealed class AwsCall
{
    private const string Property = "lego.aws";

    /// <summary>The SDK's own state of the operation; null for clients that were made before the instrumentation.</summary>
    internal IExecutionContext? Context { get; set; }

    /// <summary>A resource that only the request's body names, which is gone when the operation ends.</summary>
    internal string? BodyResource { get; set; }

    internal string? RequestId { get; set; }

    internal Exception? Exception { get; private set; }

    internal static AwsCall Start(Activity activity)
    {
        var call = new AwsCall();
        activity.SetCustomProperty(Property, call);
        return call;
    }

    internal static AwsCall? Of(Activity activity) => activity.GetCustomProperty(Property) as AwsCall;

    /// <summary>The operation that the running code belongs to, as far as it is recorded.</summary>
    internal static AwsCall? Current(out Activity? operation)
    {
        for (operation = Activity.Current; operation is not null; operation = operation.Parent)
        {
            if (operation.Source.Name == AwsSdkInstrumentation.SourceName)
            {
                return Of(operation);
            }
        }

        return null;
    }

    internal void Fail(Activity activity, Exception exception)
    {
        Exception = exception;
        if (!AwsErrors.IsNotModified(exception))
        {
            ActivityExceptions.Keep(activity, exception);
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Says all that is known now that the operation has ended, and lets go of the SDK's objects.</summary>
    internal void Describe(DependencyCall call)
    {
        call.AwsRequestId = RequestId;
        if (Context is { } context)
        {
            call.Retries = context.RequestContext.Retries;
            call.Region = RegionOf(context.RequestContext);
            if (context.RequestContext.Request is { } request)
            {
                AwsResources.Read(request, BodyResource, call);
            }

            Describe(context.ResponseContext, call);
            Context = null;
        }

        if (Exception is AmazonServiceException { StatusCode: not 0 } answered)
        {
            call.HttpStatus = (int)answered.StatusCode;
            call.AwsRequestId ??= answered.RequestId;
        }
    }

    private void Describe(IResponseContext context, DependencyCall call)
    {
        // The response of a failed attempt is only with its exception.
        var http = Exception is null ? context.HttpResponse : (Exception.InnerException as HttpErrorResponseException)?.Response;
        if (http is null)
        {
            return;
        }

        call.HttpStatus = (int)http.StatusCode;
        call.AwsRequestId ??= context.Response?.ResponseMetadata?.RequestId;
        call.AwsExtendedRequestId = Header(http, "x-amz-id-2");
        if (http.ContentLength > 0 || http.IsHeaderPresent("Content-Length"))
        {
            call.ContentLength = http.ContentLength;
        }
    }

    private static string? RegionOf(IRequestContext context) =>
        context.Request?.DeterminedSigningRegion is { Length: > 0 } signed
            ? signed
            : context.ClientConfig.RegionEndpoint?.SystemName ?? context.ClientConfig.AuthenticationRegion;

    private static string? Header(IWebResponseData http, string name) => http.GetHeaderValue(name) is { Length: > 0 } value ? value : null;
}
