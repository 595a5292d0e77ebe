using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

/// <summary>A real loop against the fake Runtime API; both end with it.</summary>
internal sealed class RunningLoop : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task<int> _run;

    private RunningLoop(FakeRuntimeApi api, RuntimeLoop loop)
    {
        Api = api;
        _run = loop.RunAsync(_stop.Token);
    }

    public FakeRuntimeApi Api { get; }

    /// <summary>The exit code, once the loop ended by itself or was stopped.</summary>
    public Task<int> ExitAsync() => _run.WaitAsync(Patience);

    public void Stop() => _stop.Cancel();

    public static Task<RunningLoop> StartAsync(IInvocationHandler handler, Func<string, RuntimeLoopOptions>? options = null) =>
        StartAsync(_ => ValueTask.FromResult(handler), options);

    public static async Task<RunningLoop> StartAsync(
        Func<CancellationToken, ValueTask<IInvocationHandler>> createHandler,
        Func<string, RuntimeLoopOptions>? options = null,
        Action<FakeRuntimeApi>? prepare = null)
    {
        var api = await FakeRuntimeApi.StartAsync();
        prepare?.Invoke(api);
        return new RunningLoop(api, new RuntimeLoop(createHandler, (options ?? Quiet)(api.Address)));
    }

    /// <summary>Options that touch nothing of the test process: no signals, no environment variable.</summary>
    public static RuntimeLoopOptions Quiet(string address) => new()
    {
        Environment = new LambdaEnvironment { FunctionName = "from-environment", Region = "eu-central-1" },
        Address = address,
        StopOnSignals = false,
        PollRetryDelay = TimeSpan.FromMilliseconds(1),
        PublishTraceHeader = static _ => { },
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.WaitAsync(Patience);
        await Api.DisposeAsync();
        _stop.Dispose();
    }
}
