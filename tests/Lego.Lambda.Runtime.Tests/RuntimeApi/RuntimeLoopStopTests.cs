using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

internal sealed class RuntimeLoopStopTests
{
    [Test]
    public async Task A_loop_that_waits_for_work_stops_when_told()
    {
        await using var loop = await RunningLoop.StartAsync(DelegateHandler.Returning(static _ => "{}"));
        await loop.Api.ReceivePollsAsync();

        loop.Stop();

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.Stopped));
    }

    [Test]
    public async Task A_running_invocation_learns_of_the_stop_and_may_still_answer()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = await RunningLoop.StartAsync(new DelegateHandler(async (_, response, cancellationToken) =>
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(told.SetResult);
            started.SetResult();
            await told.Task;
            response.Write("\"finished\""u8);
        }));
        var outcome = loop.Api.EnqueueAsync("{}");
        await started.Task;

        loop.Stop();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await outcome).Text, Is.EqualTo("\"finished\""));
            Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.Stopped));
        }
    }

    [Test]
    public async Task An_invocation_that_does_not_end_is_left_behind_after_the_grace_time()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource();
        await using var loop = await RunningLoop.StartAsync(
            new DelegateHandler(async (_, _, _) =>
            {
                started.SetResult();
                await never.Task;
            }),
            static address => new RuntimeLoopOptions
            {
                Environment = new LambdaEnvironment(),
                Address = address,
                StopOnSignals = false,
                ShutdownGrace = TimeSpan.FromMilliseconds(10),
                PublishTraceHeader = static _ => { },
            });
        _ = loop.Api.EnqueueAsync("{}");
        await started.Task;

        loop.Stop();

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.Stopped));
    }

    [Test]
    public async Task A_stop_during_init_is_no_init_error()
    {
        await using var loop = await RunningLoop.StartAsync(static async cancellationToken =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("not reached");
        });

        loop.Stop();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.Stopped));
            Assert.That(loop.Api.Calls, Is.Empty);
        }
    }

    [Test]
    [NonParallelizable]
    [Platform(Exclude = "Win")]
    public async Task SIGTERM_stops_the_loop()
    {
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(static _ => "{}"),
            static address => new RuntimeLoopOptions { Environment = new LambdaEnvironment(), Address = address });
        await loop.Api.ReceivePollsAsync();

        using var kill = Process.Start("kill", ["-TERM", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.Stopped));
    }
}
