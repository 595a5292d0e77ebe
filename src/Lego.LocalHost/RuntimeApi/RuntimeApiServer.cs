using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Lego.Functions;
using Lego.LocalHost.Hosting;

namespace Lego.LocalHost.RuntimeApi;

/// <summary>
/// The Lambda Runtime API over HTTP for one functions process, and the invoke call over it for whoever runs in this process.
/// Protocol: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
/// </summary>
public sealed class RuntimeApiServer : IAsyncDisposable
{
    private readonly RuntimeApiOptions _options;
    private readonly Channel<PendingInvocation> _queue = Channel.CreateUnbounded<PendingInvocation>();
    private readonly ConcurrentDictionary<string, PendingInvocation> _pending = new();
    private readonly CancellationTokenSource _stopping = new();
    private LoopbackServer? _server;

    // One process serves all functions, so only its very first invocation finds it cold.
    private int _isWarm;

    private RuntimeApiServer(RuntimeApiOptions options) => _options = options;

    /// <summary>The value for <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string Address => $"127.0.0.1:{_server!.Port.ToString(CultureInfo.InvariantCulture)}";

    public int Port => _server!.Port;

    public string Region => _options.Region;

    public string AccountId => _options.AccountId;

    internal ChannelReader<PendingInvocation> Queue => _queue.Reader;

    internal CancellationToken Stopping => _stopping.Token;

    public static async Task<RuntimeApiServer> StartAsync(RuntimeApiOptions options, CancellationToken cancellationToken)
    {
        var server = new RuntimeApiServer(options);
        var endpoints = new RuntimeApiEndpoints(server);
        server._server = await LoopbackServer.StartAsync(
            "Runtime API",
            options.Port,
            endpoints.HandleAsync,
            // The limit is ours to check, so that the answer is the one of the protocol.
            kestrel => kestrel.Limits.MaxRequestBodySize = null,
            cancellationToken);
        return server;
    }

    public string FunctionArn(string functionId) => $"arn:aws:lambda:{Region}:{AccountId}:function:{functionId}";

    public Task<InvocationResult> InvokeAsync(
        string functionId, ReadOnlyMemory<byte> eventJson, string? traceHeader, CancellationToken cancellationToken)
    {
        var function = FunctionCatalog.All.FirstOrDefault(candidate => candidate.Id == functionId)
            ?? throw new ArgumentException($"There is no function {functionId} in the catalog.", nameof(functionId));
        return InvokeAsync(function, eventJson, traceHeader, cancellationToken);
    }

    /// <summary>Queues the event for a runtime and waits for its answer. A cancelled call gives up waiting; a runtime that has the event goes on.</summary>
    public async Task<InvocationResult> InvokeAsync(
        FunctionDefinition function, ReadOnlyMemory<byte> eventJson, string? traceHeader, CancellationToken cancellationToken)
    {
        if (eventJson.Length > LambdaLimits.RequestBytes)
        {
            throw new ArgumentException(
                $"The event has {eventJson.Length} bytes; an invocation takes at most {LambdaLimits.RequestBytes}.", nameof(eventJson));
        }

        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
        using var invocation = new PendingInvocation(function, eventJson, traceHeader, _options.Clock);
        _pending[invocation.RequestId] = invocation;
        try
        {
            invocation.StartWaiting();
            _queue.Writer.TryWrite(invocation);
            return await invocation.Completion.WaitAsync(cancellationToken);
        }
        finally
        {
            _pending.TryRemove(invocation.RequestId, out _);
        }
    }

    /// <summary>The functions process ended: what it was working on fails, and the next invocation is a cold start.</summary>
    public void FailRunning(string errorType, string errorMessage)
    {
        Volatile.Write(ref _isWarm, 0);
        foreach (var invocation in _pending.Values.Where(invocation => invocation.IsStarted))
        {
            invocation.Fail(errorType, $"RequestId: {invocation.RequestId} Error: {errorMessage}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var invocation in _pending.Values)
        {
            invocation.Fail("Runtime.Stopped", "The local host is stopping.");
        }

        await _server!.DisposeAsync();
        _stopping.Dispose();
    }

    internal PendingInvocation? Find(string requestId) => _pending.GetValueOrDefault(requestId);

    internal bool IsOpen(PendingInvocation invocation) => !invocation.Completion.IsCompleted && _pending.ContainsKey(invocation.RequestId);

    internal void Begin(PendingInvocation invocation) => invocation.Start(coldStart: Interlocked.Exchange(ref _isWarm, 1) == 0);

    internal void PutBack(PendingInvocation invocation)
    {
        if (invocation.TakeBack())
        {
            Volatile.Write(ref _isWarm, 0);
        }

        _queue.Writer.TryWrite(invocation);
    }

    internal void FailInitialization(ReadOnlyMemory<byte> error, string? errorType, string? cause)
    {
        Volatile.Write(ref _isWarm, 0);
        foreach (var invocation in _pending.Values)
        {
            invocation.Fail(error, errorType, cause);
        }
    }
}
