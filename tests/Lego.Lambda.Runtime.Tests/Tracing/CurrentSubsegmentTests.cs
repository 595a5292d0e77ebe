using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

/// <summary>Which subsegment the running code belongs to, with and without activities. Not in parallel: a listener is heard by all.</summary>
[NonParallelizable]
public sealed class CurrentSubsegmentTests
{
    [Test]
    public async Task What_the_code_keeps_in_its_flow_stays_there_when_a_call_ends()
    {
        using var probe = new Probe();
        var local = new AsyncLocal<string?>();

        await probe.RunAsync(() =>
        {
            using (TraceWork("first"))
            {
                local.Value = "kept";
            }

            using (TraceWork("second"))
            {
                Assert.That(local.Value, Is.EqualTo("kept"));
            }

            return Task.CompletedTask;
        });

        Assert.That(probe.Daemon.ReceiveOne().Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task Calls_that_end_in_another_order_than_they_began_leave_the_innermost_that_is_open_current()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            var outer = TraceWork("outer");
            var inner = TraceWork("inner");
            outer.Dispose();
            TraceWork("below inner").Dispose();
            inner.Dispose();
            TraceWork("below root").Dispose();
            return Task.CompletedTask;
        });

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Named("inner").Children().Single().Text("name"), Is.EqualTo("below inner"));
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "outer", "below root" }));
        }
    }

    [Test]
    public async Task Code_that_leaves_the_current_activity_leaves_the_trace()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            using var work = TraceWork("work");
            var current = Activity.Current;
            Activity.Current = null;
            TraceWork("elsewhere").Dispose();
            Activity.Current = current;
            TraceWork("here").Dispose();
            return Task.CompletedTask;
        });

        Assert.That(probe.Daemon.ReceiveOne().Named("work").Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "here" }));
    }

    [Test]
    public async Task Where_nobody_listens_the_invocation_has_an_activity_and_its_calls_have_none()
    {
        using var probe = new Probe();

        await probe.RunAsync((context, _) =>
        {
            var root = Activity.Current!;
            using var work = TraceWork("work");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(root.SpanId.ToHexString(), Is.EqualTo(context.Trace.Id));
                Assert.That(root.TraceId, Is.EqualTo(probe.Header.TraceId));
                Assert.That(root.Recorded, Is.True);
                Assert.That(Activity.Current, Is.SameAs(root));
            }

            return Task.FromResult("done");
        });

        Assert.That(Activity.Current, Is.Null);
    }

    [Test]
    public async Task Who_listens_gets_an_activity_for_each_call_with_the_ids_that_are_sent()
    {
        var heard = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == LambdaActivitySource.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = heard.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var probe = new Probe();

        await probe.RunAsync(() => TraceWork("outer", () => TraceWork("inner", () => Task.CompletedTask)));

        var root = probe.Daemon.ReceiveOne();
        var outer = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(heard.Select(activity => activity.OperationName), Is.EqualTo(new[] { "inner", "outer", "probe" }));
            Assert.That(heard[2].SpanId.ToHexString(), Is.EqualTo(root.Text("id")));
            Assert.That(heard[2].Kind, Is.EqualTo(ActivityKind.Server));
            Assert.That(heard[1].SpanId.ToHexString(), Is.EqualTo(outer.Text("id")));
            Assert.That(heard[1].ParentSpanId.ToHexString(), Is.EqualTo(root.Text("id")));
            Assert.That(heard[0].SpanId.ToHexString(), Is.EqualTo(outer.Children().Single().Text("id")));
            Assert.That(heard.TrueForAll(activity => activity.Recorded), Is.True, "the trace is sampled");
        }
    }
}
