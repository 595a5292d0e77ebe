namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>A thread for each poller: its waits, which are nearly all of its time, then cost the thread pool nothing.</summary>
internal sealed class PollerThreads
{
    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;

    /// <summary>
    /// The exit code of the first poller that failed, else <see cref="RuntimeExitCodes.Stopped"/> once all have stopped or
    /// <paramref name="forced"/> fired; what then still runs is left behind with the process.
    /// </summary>
    public static async Task<int> RunAsync(int count, Func<int> run, CancellationToken forced)
    {
        var threads = new PollerThreads { _running = count };
        for (var i = 0; i < count; i++)
            new Thread(() => threads.Run(run)) { IsBackground = true, Name = "Lambda poller" }.Start();
        using var registration = forced.UnsafeRegister(
            static state => ((PollerThreads)state!)._exit.TrySetResult(RuntimeExitCodes.Stopped), threads);
        return await threads._exit.Task.ConfigureAwait(false);
    }

    private void Run(Func<int> run)
    {
        try
        {
            var code = run();
            if (Interlocked.Decrement(ref _running) == 0 || code != RuntimeExitCodes.Stopped)
                _exit.TrySetResult(code);
        }
#pragma warning disable CA1031 // What a thread does not catch ends the process without a word; the caller of the loop shall see it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _exit.TrySetException(exception);
        }
    }
}
