using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lego.Testing.Http;

/// <summary>
/// A server on a real socket. <c>/status/{code}</c> answers with that status, <c>/redirect?to=</c> with a redirect, <c>/hang</c> never, and
/// every other path with 200 or what was planned.
/// </summary>
public sealed class TestHttpServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly ConcurrentQueue<(int Status, string Body)> _planned = new();
    private readonly TaskCompletionSource _hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _app;

    private TestHttpServer(WebApplication app) => _app = app;

    /// <summary>By its number.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The same by name.</summary>
    public Uri Localhost => new($"http://localhost:{Address.Port}");

    /// <summary>The requests so far, in the order of arrival.</summary>
    public IReadOnlyCollection<ReceivedRequest> Requests => _requests;

    /// <summary>The one request that came.</summary>
    public ReceivedRequest OnlyRequest => _requests.Single();

    /// <summary>Ends when a request to <c>/hang</c> has come.</summary>
    public Task Hung => _hung.Task;

    public static async Task<TestHttpServer> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = new TestHttpServer(builder.Build());
        server._app.Run(server.ServeAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The next requests are answered with these statuses.</summary>
    public void Plan(params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            _planned.Enqueue((status, ""));
        }
    }

    /// <summary>The next request is answered with this status and this document.</summary>
    public void Plan(int status, string json) => _planned.Enqueue((status, json));

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _requests.Enqueue(new ReceivedRequest(
            context.Request.Method,
            path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            Body = body.ToArray(),
        });
        if (path == "/hang")
        {
            _hung.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        var (status, document) = path.StartsWith("/status/", StringComparison.Ordinal)
            ? (int.Parse(path["/status/".Length..], CultureInfo.InvariantCulture), "")
            : _planned.TryDequeue(out var planned) ? planned : (StatusCodes.Status200OK, "");
        context.Response.StatusCode = status;
        if (path == "/redirect")
        {
            context.Response.Redirect(context.Request.Query["to"].ToString());
        }

        if (document.Length > 0)
        {
            await context.Response.WriteAsync(document, context.RequestAborted);
        }

        await context.Response.CompleteAsync();
    }
}
