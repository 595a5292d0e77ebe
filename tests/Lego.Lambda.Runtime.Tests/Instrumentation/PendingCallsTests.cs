using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

[Parallelizable(ParallelScope.All)]
public sealed class PendingCallsTests
{
    private static readonly object Library = new();

    [Test]
    public async Task Calls_are_asked_for_when_their_subsegment_ends_and_when_the_trace_does()
    {
        using var probe = new Probe();
        Calls? calls = null;
        var atEnd = 0;

        await probe.RunAsync(async () =>
        {
            await TraceWork("work", subsegment =>
            {
                calls = Of(subsegment);
                return Task.CompletedTask;
            });
            atEnd = calls!.Asked;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(atEnd, Is.EqualTo(1));
            Assert.That(calls!.Asked, Is.EqualTo(2));
            Assert.That(probe.Daemon.ReceiveOne().Named("work").Children(), Has.Exactly(2).Items);
        }
    }

    [Test]
    public async Task Calls_of_a_trace_that_is_thrown_away_are_not_asked_for()
    {
        using var probe = new Probe();
        Calls? calls = null;

        await probe.RunAsync(
            (context, _) =>
            {
                calls = Of(context.Trace);
                return Task.FromResult("done");
            },
            probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(calls!.Asked, Is.Zero);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [Test]
    public async Task Each_library_has_its_own_calls_and_one_collection_of_them()
    {
        using var probe = new Probe();
        var other = new object();

        await probe.RunAsync((context, _) =>
        {
            var first = Of(context.Trace);

            Assert.That(Of(context.Trace), Is.SameAs(first));
            Assert.That(context.Trace.PendingOf(other, static (library, around) => new Calls(library, around)), Is.Not.SameAs(first));
            return Task.FromResult("done");
        });
    }

    [Test]
    public async Task Threads_that_start_calls_at_the_same_time_share_a_collection()
    {
        using var probe = new Probe();

        await probe.RunAsync((context, _) =>
        {
            var made = new Calls?[64];
            Parallel.For(0, made.Length, i => made[i] = Of(context.Trace));

            Assert.That(made.Distinct().Count(), Is.EqualTo(1));
            return Task.FromResult("done");
        });
    }

    [Test]
    public async Task A_library_that_cannot_tell_leaves_the_request_and_the_trace_alone()
    {
        using var probe = new Probe();

        var answer = await probe.RunAsync((context, _) =>
        {
            Of(context.Trace)!.Failure = new InvalidOperationException("broken");
            return Task.FromResult("done");
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("done"));
            Assert.That(probe.Daemon.ReceiveOne().Metadata("trace", "instrumentation"), Is.EqualTo("calls could not be read"));
        }
    }

    [Test]
    public async Task There_are_none_after_the_end_of_the_invocation()
    {
        using var probe = new Probe();
        var root = Subsegment.None;

        await probe.RunAsync((context, _) =>
        {
            root = context.Trace;
            return Task.FromResult("done");
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(root), Is.Null);
            Assert.That(Of(Subsegment.None), Is.Null);
        }
    }

    private static Calls? Of(Subsegment subsegment) => subsegment.PendingOf(Library, static (library, around) => new Calls(library, around));

    private sealed class Calls(object library, Subsegment around) : PendingCalls(library, around)
    {
        private int _asked;

        internal int Asked => _asked;

        internal Exception? Failure { get; set; }

        protected override void Collect()
        {
            _asked++;
            if (Failure is not null)
            {
                throw Failure;
            }

            var call = new DependencyCall { Kind = DependencyKind.Other, Name = $"server{_asked}" };
            Subsegment.Report(new SeenCall("call", Subsegment.StartTime, TimeSpan.FromMilliseconds(1), call, Outcome.Ok));
        }
    }
}
