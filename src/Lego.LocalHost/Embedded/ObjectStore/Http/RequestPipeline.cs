using System.Security.Cryptography;
using Lego.LocalHost.Embedded.ObjectStore.Signing;
using Lego.LocalHost.Embedded.ObjectStore.Storage;
using Lego.LocalHost.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>What every request passes: id, CORS, signature, operation, and the error document if one of them fails.</summary>
internal sealed class RequestPipeline(ObjectStoreOptions options, BucketCatalog buckets)
{
    private readonly CorsRule _cors = new(options.CorsOrigins);
    private readonly SignatureVerifier _signatures = new(options);
    private readonly Router _router = new(options, buckets);

    public async Task HandleAsync(HttpContext context)
    {
        var requestId = Convert.ToHexString(RandomNumberGenerator.GetBytes(8));
        context.Response.Headers["x-amz-request-id"] = requestId;
        context.Response.Headers["x-amz-id-2"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
        try
        {
            await AnswerAsync(context);
        }
        catch (S3Exception error)
        {
            await FailAsync(context, error, requestId);
        }
        catch (Exception error) when (error is OperationCanceledException or ConnectionResetException or BadHttpRequestException)
        {
            // The client went away or broke off its body: there is no one to answer, and staged files are already removed.
            context.Abort();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var failure = new S3Exception(500, "InternalError", $"The data folder could not be used: {error.Message}");
            await FailAsync(context, failure, requestId);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        RefuseForeignPages(context.Request);
        var target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            _cors.AnswerPreflight(context);
            return;
        }

        _cors.AddHeaders(context);
        var request = new S3Request(context, target, _signatures.Verify(context.Request, target));
        await _router.Resolve(request)(request, context.RequestAborted);
    }

    /// <summary>
    /// The keys are no secret on a developer's machine, so that any page could sign. S3 would answer and leave it to the browser to keep the
    /// answer from the page; by then the request has done its work.
    /// </summary>
    private void RefuseForeignPages(HttpRequest request)
    {
        if (!LocalRequests.IsLoopbackName(request.Host.Host))
        {
            throw S3Errors.AccessDenied("The Host header must name this machine.", ("Host", request.Host.Value ?? ""));
        }

        if (!_cors.IsKnown(request) && !HttpMethods.IsOptions(request.Method))
        {
            throw S3Errors.AccessDenied("The Origin header must name a page of the application.", ("Origin", request.Headers.Origin.ToString()));
        }
    }

    private static async Task FailAsync(HttpContext context, S3Exception error, string requestId)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        try
        {
            await ErrorDocument.WriteAsync(context, error, requestId);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client left while the error was written; nothing more can be said to it.
            context.Abort();
        }
    }
}
