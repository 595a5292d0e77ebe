using System.Globalization;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.LocalHost.Hosting;

namespace Lego.LocalHost.RuntimeApi;

/// <summary>The HTTP side of <see cref="RuntimeApiServer"/>.</summary>
internal sealed class RuntimeApiEndpoints(RuntimeApiServer server)
{
    private const string Prefix = "/2018-06-01/runtime/";

    public Task HandleAsync(HttpContext context)
    {
        // Whoever asks for the next invocation has it, and with it who is signed in.
        if (!LocalRequests.IsLocal(context))
        {
            return RefuseAsync(context, 403, "Forbidden", "The Runtime API answers programs of this machine, and no web page.");
        }

        var path = context.Request.Path.Value ?? "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return RefuseAsync(context, 404, "NotFound", "The Runtime API has no such path.");
        }

        return (context.Request.Method, path[Prefix.Length..].Split('/')) switch
        {
            ("GET", ["invocation", "next"]) => NextAsync(context),
            ("POST", ["invocation", var requestId, "response"]) => ResponseAsync(context, requestId),
            ("POST", ["invocation", var requestId, "error"]) => ErrorAsync(context, requestId),
            ("POST", ["init", "error"]) => InitErrorAsync(context),
            _ => RefuseAsync(context, 404, "NotFound", "The Runtime API has no such path."),
        };
    }

    private async Task NextAsync(HttpContext context)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, server.Stopping);
        PendingInvocation invocation;
        try
        {
            do
            {
                invocation = await server.Queue.ReadAsync(waiting.Token);
            }
            while (!server.IsOpen(invocation));
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            return;
        }

        server.Begin(invocation);
        var headers = context.Response.Headers;
        headers[RuntimeHeaders.RequestId] = invocation.RequestId;
        headers[RuntimeHeaders.DeadlineMs] = invocation.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers[RuntimeHeaders.InvokedFunctionArn] = server.FunctionArn(invocation.Function.Id);
        headers[RuntimeHeaders.InvocationId] = invocation.InvocationId;
        if (invocation.TraceHeader is not null)
        {
            headers[RuntimeHeaders.TraceId] = invocation.TraceHeader;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = invocation.EventJson.Length;
        try
        {
            await context.Response.Body.WriteAsync(invocation.EventJson, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // A runtime that was killed while it polled has not seen the event: the next one gets it.
            server.PutBack(invocation);
        }
    }

    private async Task ResponseAsync(HttpContext context, string requestId)
    {
        if (await FindAsync(context, requestId) is not { } invocation)
        {
            return;
        }

        var body = await ReadAsync(context, LambdaLimits.ResponseBytes);
        if (body is null)
        {
            const string ErrorType = "Function.ResponseSizeTooLarge";
            var message = $"Response payload size exceeded maximum allowed payload size ({LambdaLimits.ResponseBytes} bytes).";
            invocation.Fail(ErrorType, message);
            await RefuseAsync(context, 413, "RequestEntityTooLarge", message);
            return;
        }

        await AnswerAsync(context, requestId, invocation.Succeed(body));
    }

    private async Task ErrorAsync(HttpContext context, string requestId)
    {
        if (await FindAsync(context, requestId) is { } invocation)
        {
            var (error, errorType, cause) = await ReadErrorAsync(context);
            await AnswerAsync(context, requestId, invocation.Fail(error, errorType, cause));
        }
    }

    private async Task InitErrorAsync(HttpContext context)
    {
        var (error, errorType, cause) = await ReadErrorAsync(context);
        server.FailInitialization(error, errorType, cause);
        await AcceptAsync(context);
    }

    private async Task<PendingInvocation?> FindAsync(HttpContext context, string requestId)
    {
        var invocation = server.Find(requestId);
        string? sentBack = context.Request.Headers[RuntimeHeaders.InvocationId];
        if (invocation is { IsStarted: true } && (sentBack is null || sentBack == invocation.InvocationId))
        {
            return invocation;
        }

        await RefuseRequestIdAsync(context, requestId);
        return null;
    }

    private static async Task<(ReadOnlyMemory<byte> Error, string? ErrorType, string? Cause)> ReadErrorAsync(HttpContext context)
    {
        var body = await ReadAsync(context, LambdaLimits.ResponseBytes)
            ?? ErrorDocument.Write("Runtime.UnknownReason", $"The error document has more than {LambdaLimits.ResponseBytes} bytes.");
        string? headerType = context.Request.Headers[RuntimeHeaders.FunctionErrorType];
        return (body, ErrorDocument.ReadType(body) ?? headerType, context.Request.Headers[RuntimeHeaders.XRayErrorCause]);
    }

    /// <summary>Returns null when the body is longer than allowed; the rest of it is read off, or the client would not see the answer.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContext context, int limit)
    {
        using var buffer = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, limit));
        var tooLong = false;
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            tooLong |= buffer.Length + result.Buffer.Length > limit;
            if (!tooLong)
            {
                foreach (var segment in result.Buffer)
                {
                    buffer.Write(segment.Span);
                }
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return tooLong ? null : buffer.ToArray();
            }
        }
    }

    private static Task AnswerAsync(HttpContext context, string requestId, bool taken) =>
        taken ? AcceptAsync(context) : RefuseRequestIdAsync(context, requestId);

    private static Task AcceptAsync(HttpContext context)
    {
        context.Response.StatusCode = 202;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("""{"status":"OK"}""", context.RequestAborted);
    }

    private static Task RefuseRequestIdAsync(HttpContext context, string requestId) =>
        RefuseAsync(context, 400, "InvalidRequestID", $"Invalid request ID: {requestId}");

    private static async Task RefuseAsync(HttpContext context, int status, string errorType, string errorMessage)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(ErrorDocument.Write(errorType, errorMessage), context.RequestAborted);
    }
}
