using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>How a handler overruns.</summary>
internal enum Overrun
{
    /// <summary>Waits with its token, and ends when that fires.</summary>
    Obeys,

    /// <summary>The same, and says so by an exception of its own.</summary>
    ThrowsWhenCancelled,

    /// <summary>Answers when its token fires.</summary>
    AnswersWhenCancelled,

    /// <summary>Waits for what never comes.</summary>
    Ignores,

    /// <summary>The same, with a callback on its token that throws.</summary>
    IgnoresAndThrowsFromItsToken,

    /// <summary>Blocks the very thread it was called on.</summary>
    BlocksItsThread,
}

/// <summary>Calls inside of each other, down to one that hangs.</summary>
internal sealed class HangingWork(Random random, Overrun overrun) : IDisposable
{
    private readonly ManualResetEventSlim _block = new();
    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _depth = random.Next(1, 8);

    /// <summary>Ends when the place is reached where it hangs.</summary>
    internal Task Hangs => _hangs.Task;

    /// <summary>The names of the calls that are open there, from the outermost in.</summary>
    internal List<string> Open { get; } = [];

    /// <summary>The names of those that had ended.</summary>
    internal List<string> Ended { get; } = [];

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var done = random.Next(3); done > 0; done--)
        {
            var name = $"done {Open.Count} {done}";
            await TraceWork(name, _ => Task.CompletedTask);
            Ended.Add(name);
        }

        if (_depth-- == 0)
        {
            await HangAsync(cancellationToken);
            return;
        }

        var number = Open.Count;
        Task Inner() => RunAsync(cancellationToken);
        switch (random.Next(6))
        {
            case 0:
                Open.Add($"db:query {number}");
                await TraceDatabase($"query {number}", "table", default, Inner);
                break;
            case 1:
                Open.Add($"cache:get {number}");
                await TraceCache($"get {number}", "key", Inner);
                break;
            case 2:
                Open.Add($"s3:Get {number}");
                await TraceS3($"Get {number}", "bucket", "key", Inner);
                break;
            case 3:
                Open.Add($"search:find {number}");
                await TraceSearch($"find {number}", "index", Inner);
                break;
            case 4:
                Open.Add($"idp:Find {number}");
                await TraceUserPool($"Find {number}", Inner);
                break;
            default:
                Open.Add($"work {number}");
                using (TraceWork($"work {number}"))
                {
                    await Inner();
                }

                break;
        }
    }

    /// <summary>Lets it go on, after all.</summary>
    internal void Release()
    {
        _block.Set();
        _never.TrySetResult();
    }

    public void Dispose() => _block.Dispose();

    private async Task HangAsync(CancellationToken cancellationToken)
    {
        switch (overrun)
        {
            case Overrun.Obeys:
                _hangs.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case Overrun.ThrowsWhenCancelled:
                _hangs.SetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                catch (OperationCanceledException exception)
                {
                    throw new OperationCanceledException("The query was cancelled.", exception);
                }

                break;
            case Overrun.AnswersWhenCancelled:
                await using (cancellationToken.Register(_never.SetResult))
                {
                    _hangs.SetResult();
                    await _never.Task;
                }

                break;
            case Overrun.IgnoresAndThrowsFromItsToken:
                cancellationToken.Register(static () => throw new InvalidOperationException("from the token"));
                _hangs.SetResult();
                await _never.Task;
                break;
            case Overrun.BlocksItsThread:
                _hangs.SetResult();
                _block.Wait(CancellationToken.None);
                break;
            default:
                _hangs.SetResult();
                await _never.Task;
                break;
        }
    }
}
