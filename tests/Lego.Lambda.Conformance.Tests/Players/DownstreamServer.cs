using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lego.Lambda.Conformance.Tests.Players;

/// <summary>
/// A server that functions call: <c>/status/404</c> answers with that status, everything else is answered as S3 would answer an upload.
/// Keeps the trace headers it got.
/// </summary>
internal sealed class DownstreamServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _headers = new();
    private readonly WebApplication _app;

    private DownstreamServer(WebApplication app) => _app = app;

    /// <summary>Scheme, host and port.</summary>
    public string Url => _app.Urls.First();

    /// <summary>The trace headers so far; empty text for a request that had none.</summary>
    public IReadOnlyList<string> TraceHeaders => [.. _headers];

    public static async Task<DownstreamServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = new DownstreamServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        _headers.Enqueue(context.Request.Headers[TraceHeader.HttpName].ToString());
        await context.Request.Body.CopyToAsync(Stream.Null);
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["status", var status])
        {
            context.Response.StatusCode = int.Parse(status, CultureInfo.InvariantCulture);
            await WriteAsync(context.Response, "hello");
            return;
        }

        context.Response.Headers["x-amz-request-id"] = "REQUEST-1";
        context.Response.Headers["x-amz-id-2"] = "EXTENDED-1";
        if (path is [.., "refused"])
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "application/xml";
            await WriteAsync(context.Response, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
            return;
        }

        context.Response.Headers.ETag = "\"9a0364b9e99bb480dd25e1f0284c8555\"";
        context.Response.ContentLength = 0;
    }

    private static Task WriteAsync(HttpResponse response, string body)
    {
        response.ContentLength = body.Length;
        return response.WriteAsync(body);
    }
}
