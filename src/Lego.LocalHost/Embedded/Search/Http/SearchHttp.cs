using System.Text;
using System.Text.Json.Nodes;
using Lego.LocalHost.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>Between HTTP and the router: raw path, parameters and body in; JSON, <c>pretty</c> and <c>filter_path</c> out.</summary>
internal static class SearchHttp
{
    public static async Task HandleAsync(HttpContext context, SearchRouter router)
    {
        var parameters = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        var response = await AnswerAsync(context, router, parameters);
        context.Response.StatusCode = response.Status;
        if (response.Allow is not null)
        {
            context.Response.Headers.Allow = response.Allow;
        }

        if (response.Body is { } body)
        {
            await WriteAsync(context, body, parameters);
        }
    }

    private static async Task<RestResponse> AnswerAsync(HttpContext context, SearchRouter router, Dictionary<string, string> parameters)
    {
        // As on a developer's own cluster nobody signs in, so that a web page must not get this far.
        if (!LocalRequests.IsLocal(context))
        {
            return new RestResponse(403, new JsonObject
            {
                ["error"] = "The server answers programs of this machine, and no web page of another origin.",
                ["status"] = 403,
            });
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await ReadBodyAsync(context.Request, context.RequestAborted);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new RestResponse(413, new JsonObject { ["Message"] = "Request size exceeded 104857600 bytes" });
        }

        if (!body.IsEmpty && context.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return new RestResponse(406, new JsonObject
            {
                ["error"] = $"Content-Type header [{context.Request.ContentType}] is not supported",
                ["status"] = 406,
            });
        }

        return await router.DispatchAsync(context.Request.Method, RawPath(context), parameters, body, context.RequestAborted);
    }

    // Decoded paths keep %2F, so an id with a slash can only be told from two segments in the raw path.
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.StartsWith('/') ? target : context.Request.Path.ToUriComponent();
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? path : path[..query];
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream((int)(request.ContentLength is > 0 and <= int.MaxValue ? Math.Min(request.ContentLength.Value, 1 << 20) : 0));
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    private static async Task WriteAsync(HttpContext context, JsonObject body, Dictionary<string, string> parameters)
    {
        if (parameters.TryGetValue("filter_path", out var paths) && paths.Length > 0)
        {
            body = PathFilter.Parse(paths).Apply(body);
        }

        var isPretty = parameters.TryGetValue("pretty", out var pretty) && pretty is "" or "true";
        var json = body.ToJsonString(isPretty ? ResponseJson.Pretty : ResponseJson.Options);
        var bytes = Encoding.UTF8.GetBytes(isPretty ? json + "\n" : json);
        context.Response.ContentType = "application/json; charset=UTF-8";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
