using System.Text.Json;
using Lego.LocalHost.Hosting;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>The JSON 1.1 protocol: the operation in a header, parameters and answers as JSON, errors with their type.</summary>
internal sealed class UserPoolRequests(EmbeddedUserPoolOptions options, UserPoolOperations operations)
{
    private const string ContentType = "application/x-amz-json-1.1";
    private const string Prefix = "AWSCognitoIdentityProviderService.";

    private readonly CallSignature _signature = new(options);

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        try
        {
            await AnswerAsync(context, 200, await RunAsync(context.Request, context.RequestAborted));
        }
        catch (UserPoolException error)
        {
            await FailAsync(context, error);
        }
        catch (BadHttpRequestException error)
        {
            await FailAsync(context, new UserPoolException("RequestEntityTooLargeException", error.Message, error.StatusCode));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left, or the server was stopped under it: there is no one to answer.
            context.Abort();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var failure = new UserPoolException("InternalErrorException", $"The data folder could not be used: {error.Message}", 500);
            await FailAsync(context, failure);
        }
    }

    private async Task<byte[]> RunAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // The keys are no secret on a developer's machine, so that any page could sign.
        if (!LocalRequests.IsLocal(request.HttpContext))
        {
            throw new UserPoolException("AccessDeniedException", "The user pool answers programs of this machine, and no web page of another origin.", 403);
        }

        var target = request.Headers["X-Amz-Target"].ToString();
        var operation = HttpMethods.IsPost(request.Method) && request.Path == "/" && target.StartsWith(Prefix, StringComparison.Ordinal)
            ? operations.Resolve(target[Prefix.Length..])
            : null;
        if (operation is null)
        {
            throw new UserPoolException("UnknownOperationException", null);
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        _signature.Verify(request, body.ToArray());
        return operation(Parse(body.ToArray()));
    }

    private static UserPoolCall Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, UserPoolJson.Default.UserPoolCall) ?? throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new UserPoolException("SerializationException", null);
        }
    }

    private static Task FailAsync(HttpContext context, UserPoolException error)
    {
        // The type is in a header too, where some client libraries look first; the message is not, since headers take ASCII only.
        context.Response.Headers["x-amzn-ErrorType"] = error.Type + ":";
        var body = JsonSerializer.SerializeToUtf8Bytes(new ErrorAnswer(error.Type, error.Text), UserPoolJson.Default.ErrorAnswer);
        return AnswerAsync(context, error.Status, body);
    }

    private static Task AnswerAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
