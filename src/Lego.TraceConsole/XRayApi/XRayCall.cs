using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Lego.TraceConsole.XRayApi;

/// <summary>One call of the API from its request to its answer. Source: Smithy, "AWS restJson1 protocol".</summary>
internal static class XRayCall
{
    /// <summary>Fifty documents of the longest kind, each written as a text inside of JSON.</summary>
    public const int MaxBody = 8 * 1024 * 1024;

    // Beyond this the connection is closed.
    private const long MaxReceived = 64 * 1024 * 1024;

    public static async Task RunAsync<TRequest, TResponse>(
        HttpContext context, JsonTypeInfo<TRequest> requestType, JsonTypeInfo<TResponse> responseType,
        Func<TRequest, CancellationToken, TResponse> answer)
    {
        try
        {
            RefuseForeignPages(context.Request);
            var request = await ReadAsync(context, requestType);
            await WriteAsync(context, answer(request, context.RequestAborted), responseType);
        }
        catch (XRayApiException exception)
        {
            context.Response.StatusCode = exception.Status;
            context.Response.Headers["x-amzn-ErrorType"] = exception.Code;
            await WriteAsync(context, new ErrorResponse(exception.Message), XRayJson.Relaxed.ErrorResponse);
        }
    }

    /// <summary>Browsers let any page post here, and say which page it was; programs say nothing.</summary>
    private static void RefuseForeignPages(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && page.IsLoopback
                // Files count as loopback to Uri, and are whatever was downloaded.
                && (page.Scheme == Uri.UriSchemeHttp || page.Scheme == Uri.UriSchemeHttps)))
        {
            throw XRayApiException.Denied("The Origin header must name a page of this machine.");
        }
    }

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
    {
        using var body = new MemoryStream();
        await ReadBodyAsync(context, body);
        try
        {
            // Calls without members may come without a body.
            var json = body.Length == 0 ? "{}"u8 : body.GetBuffer().AsSpan(0, (int)body.Length);
            return JsonSerializer.Deserialize(json, type) ?? throw XRayApiException.Invalid("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw XRayApiException.Invalid(exception.Path is { Length: > 2 } path
                ? $"{path[2..]} is not of the type that it should be."
                : "The body must be a JSON object.");
        }
    }

    private static async Task ReadBodyAsync(HttpContext context, MemoryStream body)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxReceived;
        var buffer = new byte[16 * 1024];
        var received = 0L;
        int count;
        while ((count = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            // What is too long is read to its end all the same: a client that cannot send does not look for an answer.
            received += count;
            if (received <= MaxBody)
            {
                body.Write(buffer, 0, count);
            }
        }

        if (received > MaxBody)
        {
            throw XRayApiException.Invalid(string.Create(CultureInfo.InvariantCulture, $"The body must have at most {MaxBody} bytes."));
        }
    }

    private static async Task WriteAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(context.Response.BodyWriter, answer, type, context.RequestAborted);
    }
}
