using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lego.Operations.Tests;

/// <summary>A server on a real socket that gives planned answers and remembers what it was asked.</summary>
internal sealed class AnsweringServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<(int Status, string Body)> _planned = new();
    private readonly ConcurrentQueue<(string Path, string? Target, string Body)> _asked = new();
    private readonly WebApplication _app;

    private AnsweringServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<(string Path, string? Target, string Body)> Asked => [.. _asked];

    public static async Task<AnsweringServer> StartAsync(params (int Status, string Body)[] answers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = new AnsweringServer(builder.Build());
        Array.ForEach(answers, server._planned.Enqueue);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _asked.Enqueue((context.Request.Path, context.Request.Headers["X-Amz-Target"], await reader.ReadToEndAsync()));
        var (status, body) = _planned.TryDequeue(out var planned) ? planned : (200, "{}");
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }
}
