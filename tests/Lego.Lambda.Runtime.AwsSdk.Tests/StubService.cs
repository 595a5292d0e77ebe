using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>A service that gives the answers a test sets, in order, and keeps what it was asked.</summary>
internal sealed class StubService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();

    private StubService(WebApplication app)
    {
        _app = app;
        app.Run(AnswerAsync);
    }

    public string Endpoint => _app.Urls.Single();

    /// <summary>The trace headers of the requests, in order.</summary>
    public ConcurrentQueue<string> TraceHeaders { get; } = new();

    public static async Task<StubService> StartAsync(params (int Status, string Body)[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new StubService(builder.Build());
        foreach (var answer in answers)
        {
            service._answers.Enqueue(answer);
        }

        await service._app.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        TraceHeaders.Enqueue(context.Request.Headers["x-amzn-trace-id"].ToString());
        context.Response.Headers["x-amzn-RequestId"] = "REQUEST1";
        context.Response.Headers["x-amz-request-id"] = "REQUEST1";
        if (!_answers.TryDequeue(out var answer))
        {
            // No answer left: the caller waits until it or the test gives up.
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        context.Response.StatusCode = answer.Status;
        await context.Response.WriteAsync(answer.Body);
    }
}
