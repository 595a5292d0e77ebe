using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Lego.Lambda.Runtime.RuntimeApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Lego.Testing.RuntimeApi;

/// <summary>The Lambda Runtime API in this process, on a real socket: events go in, outcomes come out.</summary>
public sealed class FakeRuntimeApi : IAsyncDisposable
{
    private const string Root = "/" + RuntimeHeaders.ApiVersion + "/runtime/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<PendingInvocation> _events = Channel.CreateUnbounded<PendingInvocation>();
    private readonly ConcurrentDictionary<string, PendingInvocation> _running = new();
    private readonly ConcurrentQueue<RuntimeCall> _calls = new();
    private readonly TaskCompletionSource<RuntimeCall> _initError = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _snapshot = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _restore = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _polls = new(0);
    private readonly FaultPlan _pollFaults = new();
    private readonly FaultPlan _answerFaults = new();
    private readonly FaultPlan _initErrorFaults = new();
    private readonly FaultPlan _restoreFaults = new();
    private readonly WebApplication _app;

    private FakeRuntimeApi(WebApplication app) => _app = app;

    /// <summary>Host and port, as <c>AWS_LAMBDA_RUNTIME_API</c> would hold it.</summary>
    public string Address => new Uri(_app.Urls.First()).Authority;

    /// <summary>Every call so far, in the order of arrival.</summary>
    public IReadOnlyCollection<RuntimeCall> Calls => _calls;

    public static async Task<FakeRuntimeApi> StartAsync(CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            // The X-Ray error cause may have 1 MiB, and events and responses 6 MB.
            options.Limits.MaxRequestBufferSize = 2 * 1024 * 1024;
            options.Limits.MaxRequestHeadersTotalSize = 2 * 1024 * 1024;
            options.Limits.MaxRequestBodySize = null;
        });
        var api = new FakeRuntimeApi(builder.Build());
        api._app.Run(api.ServeAsync);
        await api._app.StartAsync(cancellationToken);
        return api;
    }

    /// <summary>Hands an event to the next poll; the task ends with the answer, or after 30 seconds with a timeout.</summary>
    public Task<InvocationOutcome> EnqueueAsync(
        string eventJson,
        InvocationHeaders? headers = null,
        CancellationToken cancellationToken = default)
    {
        var pending = new PendingInvocation(Encoding.UTF8.GetBytes(eventJson), headers ?? new InvocationHeaders());
        _events.Writer.TryWrite(pending);
        return pending.Outcome.Task.WaitAsync(Patience, cancellationToken);
    }

    /// <summary>The next polls fail in this way.</summary>
    public void FailPolls(ApiFault fault, int times = 1) => _pollFaults.Add(fault, times);

    /// <summary>The next posts of responses and errors fail in this way; their invocations stay open.</summary>
    public void FailAnswers(ApiFault fault, int times = 1) => _answerFaults.Add(fault, times);

    /// <summary>The next post of an init error fails in this way.</summary>
    public void FailInitError(ApiFault fault) => _initErrorFaults.Add(fault, 1);

    /// <summary>The next request for the restored snapshot fails in this way.</summary>
    public void FailRestore(ApiFault fault) => _restoreFaults.Add(fault, 1);

    /// <summary>Waits until the function says that its snapshot may be taken.</summary>
    public Task SnapshotAsync(CancellationToken cancellationToken = default) => _snapshot.Task.WaitAsync(Patience, cancellationToken);

    /// <summary>Lets the function go on, as in a copy of the snapshot.</summary>
    public void Restore() => _restore.TrySetResult();

    /// <summary>The init error, once one was posted.</summary>
    public Task<RuntimeCall> InitErrorAsync(CancellationToken cancellationToken = default) =>
        _initError.Task.WaitAsync(Patience, cancellationToken);

    /// <summary>Waits for polls that were not waited for before.</summary>
    public async Task ReceivePollsAsync(int count = 1, CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            if (!await _polls.WaitAsync(Patience, cancellationToken))
                throw new TimeoutException($"Poll {i + 1} of {count} did not come within {Patience.TotalSeconds} seconds.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Polls wait for ever, so a graceful stop would too.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _polls.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var call = new RuntimeCall(request.Method, request.Path.Value!, headers, body.ToArray());
        _calls.Enqueue(call);

        var path = call.Path.StartsWith(Root, StringComparison.Ordinal) ? call.Path[Root.Length..].Split('/') : [];
        switch (call.Method, path)
        {
            case ("GET", ["invocation", "next"]): await NextAsync(context); break;
            case ("POST", ["invocation", var id, "response"]): await AnswerAsync(context, id, new InvocationOutcome(true, call)); break;
            case ("POST", ["invocation", var id, "error"]): await AnswerAsync(context, id, new InvocationOutcome(false, call)); break;
            case ("POST", ["init", "error"]): await InitErrorAsync(context, call); break;
            case ("GET", ["restore", "next"]): await RestoreAsync(context); break;
            case ("POST", ["restore", "error"]): await WriteStatusAsync(context, StatusCodes.Status202Accepted); break;
            default: context.Response.StatusCode = StatusCodes.Status404NotFound; break;
        }
    }

    private async Task NextAsync(HttpContext context)
    {
        _polls.Release();
        if (await _pollFaults.SpoilAsync(context))
            return;
        PendingInvocation pending;
        try
        {
            pending = await _events.Reader.ReadAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _running[pending.Headers.RequestId] = pending;
        pending.WriteHeaders(context.Response.Headers);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = pending.Event.Length;
        await context.Response.Body.WriteAsync(pending.Event, context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, string requestId, InvocationOutcome outcome)
    {
        if (await _answerFaults.SpoilAsync(context))
            return;
        var isKnown = _running.TryRemove(requestId, out var pending);
        await WriteStatusAsync(context, isKnown ? StatusCodes.Status202Accepted : StatusCodes.Status400BadRequest);
        pending?.Outcome.TrySetResult(outcome);
    }

    private async Task RestoreAsync(HttpContext context)
    {
        _snapshot.TrySetResult();
        if (!await _restoreFaults.SpoilAsync(context))
            await _restore.Task.WaitAsync(context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
    }

    private async Task InitErrorAsync(HttpContext context, RuntimeCall call)
    {
        if (!await _initErrorFaults.SpoilAsync(context))
            await WriteStatusAsync(context, StatusCodes.Status202Accepted);
        _initError.TrySetResult(call);
    }

    private static Task WriteStatusAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        var body = status == StatusCodes.Status202Accepted
            ? """{"status":"OK"}"""
            : """{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}""";
        return context.Response.WriteAsync(body, context.RequestAborted);
    }

    private sealed record PendingInvocation(byte[] Event, InvocationHeaders Headers)
    {
        public TaskCompletionSource<InvocationOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void WriteHeaders(IHeaderDictionary headers)
        {
            headers[RuntimeHeaders.RequestId] = Headers.RequestId;
            headers[RuntimeHeaders.DeadlineMs] = Headers.Deadline?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
            headers[RuntimeHeaders.InvokedFunctionArn] = Headers.InvokedFunctionArn;
            headers[RuntimeHeaders.TraceId] = Headers.TraceHeader;
            headers[RuntimeHeaders.TenantId] = Headers.TenantId;
            headers[RuntimeHeaders.InvocationId] = Headers.InvocationId;
            headers[RuntimeHeaders.ClientContext] = Headers.ClientContext;
            headers[RuntimeHeaders.CognitoIdentity] = Headers.CognitoIdentity;
        }
    }
}
