using Lego.Lambda.Runtime.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class DeadlineTests
{
    [Test]
    public async Task The_clock_of_the_test_decides_the_deadline()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);

        var running = host.InvokeFailingAsync(
            (_, cancellationToken) => TraceWork("slow", _ => Task.Delay(Timeout.Infinite, cancellationToken)),
            new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });
        clock.Advance(TimeSpan.FromSeconds(9.4));
        Assert.That(running.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var run = await running;

        run.Threw<DeadlineException>();
        run.Trace.Has("slow").WithFault<TaskCanceledException>();
        run.Logs.Has("failed").At(LogLevel.Error);
    }

    [Test]
    public async Task What_a_handler_leaves_open_at_its_deadline_is_unfinished()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);
        var never = new TaskCompletionSource();

        var running = host.InvokeFailingAsync((_, _) => TraceWork("stuck", _ => never.Task), new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });
        clock.Advance(TimeSpan.FromSeconds(9.75));
        var run = await running;

        Assert.That(run.Trace["stuck"].IsUnfinished, Is.True);
        Assert.That(Failing.Reason(() => run.Trace.HasNoUnfinished()), Is.EqualTo("Expected no unfinished subsegment, but found \"stuck\"."));
        never.SetResult();
    }

    [Test]
    public async Task The_remaining_time_runs_down_by_the_clock()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);

        var run = await host.InvokeAsync(
            (context, _) =>
            {
                var before = context.Lambda.RemainingTime;
                clock.Advance(TimeSpan.FromSeconds(4));
                return Task.FromResult((before, context.Lambda.RemainingTime));
            },
            new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });

        Assert.That(run.Response, Is.EqualTo((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(6))));
    }
}
