using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

/// <content>Activities that are not of the invocation, or no longer.</content>
public sealed partial class MappedSourceTests
{
    [Test]
    public async Task Activities_that_others_asked_for_stay_out_of_traces_that_are_not_ours()
    {
        Use();
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });
        using var others = Everything();
        Activity? theirs = null;

        using (_source.StartActivity("call.outside"))
        {
        }

        await probe.RunAsync(
            () =>
            {
                using var call = theirs = _source.StartActivity("call.inside");
                return Task.CompletedTask;
            },
            probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(theirs, Is.Not.Null);
            Assert.That(theirs!.Parent, Is.Null);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [Test]
    public async Task No_activity_is_created_in_an_invocation_that_is_not_recorded()
    {
        Use();
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });
        Activity? created = null;

        await probe.RunAsync(
            () =>
            {
                created = _source.StartActivity("call");
                return Task.CompletedTask;
            },
            probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        Assert.That(created, Is.Null);
    }

    [Test]
    public async Task An_activity_whose_parent_is_given_by_its_context_belongs_to_the_work_around_it()
    {
        Use();

        var root = await Traces.OfAsync(() =>
        {
            using var work = TraceWork("work");
            using var call = _source.StartActivity("call", ActivityKind.Client, Activity.Current!.Context);
            return Task.CompletedTask;
        });

        Assert.That(root.Named("work").Children().Single().Text("name"), Is.EqualTo("server of call"));
    }

    [Test]
    public async Task An_activity_with_a_parent_in_another_trace_is_none_of_ours()
    {
        Use();
        using var others = Everything();

        var root = await Traces.OfAsync(() =>
        {
            using var call = _source.StartActivity(
                "call",
                ActivityKind.Consumer,
                new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true));
            return Task.CompletedTask;
        });

        Assert.That(root.Children(), Is.Empty);
    }

    [Test]
    public async Task An_activity_that_ends_after_its_invocation_is_counted_and_changes_nothing()
    {
        Use();
        using var probe = new Probe();
        InvocationTrace? trace = null;
        Subsegment? node = null;
        Activity? open = null;
        await probe.RunAsync((context, _) =>
        {
            trace = context.Trace.Trace;
            open = _source.StartActivity("call");
            node = context.Trace.Children.Single();
            return Task.FromResult("done");
        });

        open!.SetStatus(ActivityStatusCode.Error);
        open.Stop();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(node!.Outcome, Is.EqualTo(Outcome.Ok));
            Assert.That(node.WasAbandoned, Is.True);
            Assert.That(node.Name, Is.EqualTo("server of call"));
            Assert.That(trace!.LateSubsegments, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task What_others_ask_for_after_an_invocation_has_ended_is_counted_once_and_not_taken_in()
    {
        Use();
        using var probe = new Probe();
        using var others = Everything();
        var hasEnded = new TaskCompletionSource();
        InvocationTrace? trace = null;
        Task? later = null;
        await probe.RunAsync((context, _) =>
        {
            trace = context.Trace.Trace;
            later = CallAfter(hasEnded.Task, _source, "call");
            return Task.FromResult("done");
        });
        hasEnded.SetResult();
        await later!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace!.LateSubsegments, Is.EqualTo(1));
            Assert.That(trace.Root.Children, Is.Empty);
        }
    }
}
