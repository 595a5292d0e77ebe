using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class DeadlineTraceTests
{
    [TestCase(SampleDecision.Sampled, "sampled")]
    [TestCase(SampleDecision.NotSampled, "error")]
    public async Task A_handler_that_blocks_its_thread_has_its_open_subsegments_sent_before_Lambda_ends_it(SampleDecision decision, string because)
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();

        // On a thread of its own, since it is blocked until the test has seen what it came for.
        var running = Task.Factory.StartNew(
            () => probe.RunAsync(
                async (_, _) =>
                {
                    await TraceCache("get", "key", () => Task.CompletedTask);
                    using var subsegment = TraceWork("stuck");
                    entered.SetResult();
                    blocked.Wait(CancellationToken.None);
                    return "after all";
                },
                new TestLambdaContext { TraceId = TestTrace.NewHeader(decision).ToString(), RemainingTime = TimeSpan.FromSeconds(10) }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        await entered.Task;
        clock.Advance(TimeSpan.FromSeconds(9.5));
        clock.Advance(TimeSpan.FromSeconds(0.375));

        var open = Received(probe);
        blocked.Set();
        await running;
        var finished = Received(probe).SelectMany(document => document.SelfAndDescendants()).ToList();
        var root = open.Single(document => document.Text("name") == "probe");
        var stuck = open.Single(document => document.Text("name") == "stuck");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)root["in_progress"], Is.True);
            Assert.That(root.Annotation("keptBecause"), Is.EqualTo(because));
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "cache:get" }));
            Assert.That(stuck.Annotation("timedOut"), Is.EqualTo("true"));
            Assert.That(open.SelectMany(document => SegmentSchema.Validate(document.ToJsonString())), Is.Empty);
            Assert.That(finished.Single(unit => unit.Text("id") == stuck.Text("id"))["end_time"], Is.Not.Null, "it ended after all");
            Assert.That(finished.Single(unit => unit.Text("id") == root.Text("id"))["end_time"], Is.Not.Null);
        }
    }

    [Test]
    public async Task A_handler_that_is_done_in_time_is_sent_once()
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);

        await probe.RunAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(9.6));
                return Task.CompletedTask;
            },
            new TestLambdaContext { TraceId = probe.Header.ToString(), RemainingTime = TimeSpan.FromSeconds(10) });
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(probe.Daemon.ReceiveOne()["in_progress"], Is.Null);
    }

    private static List<JsonObject> Received(Probe probe) => [.. probe.Daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject())];
}
