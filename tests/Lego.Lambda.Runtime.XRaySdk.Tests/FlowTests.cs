using Amazon.XRay.Recorder.Core;
using Lego.Lambda.Runtime.Tests;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

/// <summary>Work that runs at the same time, on other threads, or too late.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FlowTests
{
    private static AWSXRayRecorder Recorder => AWSXRayRecorder.Instance;

    [Test]
    public async Task Parallel_tasks_do_not_nest_into_each_other()
    {
        using var probe = new Probe();
        var begun = new[] { new TaskCompletionSource(), new TaskCompletionSource() };

        await probe.RunAsync(() => TraceWork("outer", _ => Task.WhenAll(Task.Run(() => WorkAsync(0)), Task.Run(() => WorkAsync(1)))));

        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EquivalentTo(new[]
        {
            "probe", "probe/outer", "probe/outer/0", "probe/outer/0/inside 0", "probe/outer/1", "probe/outer/1/inside 1",
        }));

        async Task WorkAsync(int number)
        {
            Recorder.BeginSubsegment($"{number}");
            begun[number].SetResult();
            await begun[1 - number].Task;
            await TraceWork($"inside {number}", async _ => await Task.Yield());
            Recorder.EndSubsegment();
        }
    }

    [Test]
    public async Task Invocations_at_the_same_time_keep_to_their_own_traces()
    {
        using var first = new Probe();
        using var second = new Probe();
        var firstHasBegun = new TaskCompletionSource();
        var secondHasEnded = new TaskCompletionSource();

        await Task.WhenAll(
            first.RunAsync(async () =>
            {
                Recorder.BeginSubsegment("first");
                firstHasBegun.SetResult();
                await secondHasEnded.Task;
                Recorder.EndSubsegment();
            }),
            second.RunAsync(async () =>
            {
                await firstHasBegun.Task;
                Recorder.BeginSubsegment("second");
                Recorder.EndSubsegment();
                secondHasEnded.SetResult();
            }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/first" }));
            Assert.That(second.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/second" }));
        }
    }

    [Test]
    public async Task An_entity_that_is_carried_to_another_thread_takes_the_work_there()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegment("begun here");
            var entity = Recorder.GetEntity();
            using (ExecutionContext.SuppressFlow())
            {
                var thread = new Thread(() =>
                {
                    Recorder.SetEntity(entity);
                    Recorder.BeginSubsegment("recorded there");
                    TraceWork("traced there").Dispose();
                    Recorder.EndSubsegment();
                });
                thread.Start();
                thread.Join();
            }

            Recorder.EndSubsegment();
        });

        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[]
        {
            "probe", "probe/begun here", "probe/begun here/recorded there", "probe/begun here/recorded there/traced there",
        }));
    }

    [Test]
    public async Task What_comes_after_a_subsegment_that_was_ended_elsewhere_belongs_to_the_enclosing_work()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            Recorder.BeginSubsegment("ended elsewhere");
            await Task.Run(() => Recorder.EndSubsegment());
            Recorder.BeginSubsegment("next");
            Recorder.EndSubsegment();
        });

        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/ended elsewhere", "probe/next" }));
    }

    [Test]
    public async Task What_comes_after_the_invocation_harms_nothing()
    {
        using var probe = new Probe();
        var ended = new TaskCompletionSource();
        var late = Task.CompletedTask;

        await probe.RunAsync(() =>
        {
            late = LateAsync();
        });
        ended.SetResult();

        Assert.That(async () => await late, Throws.Nothing);
        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/begun in time" }));

        async Task LateAsync()
        {
            Recorder.BeginSubsegment("begun in time");
            await ended.Task;
            Recorder.AddAnnotation("too", "late");
            Recorder.EndSubsegment();
            Recorder.BeginSubsegment("late");
            Recorder.AddException(new InvalidOperationException("late"));
            Recorder.EndSubsegment();
        }
    }
}
