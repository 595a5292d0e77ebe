using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class KeepingTests
{
    private static readonly TraceHeader Unsampled = TestTrace.NewHeader(SampleDecision.NotSampled);

    [Test]
    public async Task An_unsampled_invocation_that_succeeds_is_not_sent()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => TraceCache("get", "key", () => Task.CompletedTask), probe.Context(Unsampled));

        Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
    }

    [Test]
    public void An_unsampled_invocation_that_fails_is_sent_whole()
    {
        using var probe = new Probe();

        Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(
            async () =>
            {
                await TraceCache("get", "key", () => Task.CompletedTask);
                throw new InvalidOperationException("broken");
            },
            probe.Context(Unsampled)));

        var segment = probe.Daemon.ReceiveOne();
        var root = segment.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segment.Text("trace_id"), Is.EqualTo(TraceIds.ToXRay(Unsampled.TraceId)));
            Assert.That(segment.Text("parent_id"), Is.Null, "the caller, who did not sample, wrote no segment that could be the parent");
            Assert.That(segment.Text("origin"), Is.EqualTo("AWS::Lambda::Function"));
            Assert.That(segment["aws"]!["cloudwatch_logs"]![0]!["log_group"]!.ToString(), Is.EqualTo("/aws/lambda/test"));
            Assert.That((bool?)segment["fault"], Is.True);
            Assert.That(segment.Text("cause"), Is.EqualTo((string?)root["cause"]!["exceptions"]![0]!["id"]));
            Assert.That(root.Annotation("keptBecause"), Is.EqualTo("error"));
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "cache:get" }));
            Assert.That(SegmentSchema.Validate(segment.ToJsonString()), Is.Empty);
        }
    }

    [TestCase(KeepPolicy.Errors, 1)]
    [TestCase(KeepPolicy.Faults, 0)]
    [TestCase(KeepPolicy.Slow | KeepPolicy.Forced, 0)]
    public void Whether_a_callers_mistake_is_kept_is_a_matter_of_policy(KeepPolicy policy, int documents)
    {
        using var probe = new Probe(tracing: new TracingOptions { Keep = policy });

        Assert.ThrowsAsync<NotFoundException>(() => probe.RunAsync(() => throw new NotFoundException("No such MOC."), probe.Context(Unsampled)));

        Assert.That(probe.Daemon.ReceiveArrived(), Has.Count.EqualTo(documents));
    }

    [TestCase(1.999, null)]
    [TestCase(2.0, "slow")]
    public async Task An_invocation_that_takes_too_long_is_kept(double seconds, string? because)
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);

        await probe.RunAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(seconds));
                return Task.CompletedTask;
            },
            probe.Context(Unsampled));

        var kept = probe.Daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject().Children().Single().Annotation("keptBecause"));
        Assert.That(kept.SingleOrDefault(), Is.EqualTo(because));
    }

    [Test]
    public async Task A_function_may_ask_for_its_trace_to_be_kept()
    {
        using var probe = new Probe();

        await probe.RunAsync(
            (context, _) =>
            {
                context.KeepTrace();
                return Task.FromResult("done");
            },
            probe.Context(Unsampled));

        Assert.That(probe.Daemon.ReceiveOne().Children().Single().Annotation("keptBecause"), Is.EqualTo("forced"));
    }

    [Test]
    public void What_was_sampled_says_so_also_when_it_fails()
    {
        using var probe = new Probe();

        Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(() => throw new InvalidOperationException("broken")));

        Assert.That(probe.Daemon.ReceiveOne().Annotation("keptBecause"), Is.EqualTo("sampled"));
    }

    [Test]
    public async Task A_rule_may_sample_what_Lambda_did_not_and_is_named()
    {
        using var probe = new Probe(tracing: new TracingOptions { Sampler = new Always("half") });

        await probe.RunAsync(() => Task.CompletedTask, probe.Context(Unsampled));

        var segment = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segment["aws"]!["xray"]!["sampling_rule_name"]!.ToString(), Is.EqualTo("half"));
            Assert.That(segment.Children().Single().Annotation("keptBecause"), Is.EqualTo("sampled"));
            Assert.That(SegmentSchema.Validate(segment.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task Without_a_header_the_trace_gets_an_id_of_its_own_that_the_log_lines_carry()
    {
        using var probe = new Probe(tracing: new TracingOptions { Sampler = new Always("all") });

        await probe.RunAsync(() => Task.CompletedTask, new TestLambdaContext { TraceId = "" });

        var id = probe.Daemon.ReceiveOne().Text("trace_id");
        Assert.That(probe.Log.Lines.Select(line => line.Text("traceId")), Is.All.EqualTo(id));
    }

    [Test]
    public async Task A_function_in_pass_through_mode_hangs_its_own_segment_under_the_caller()
    {
        using var probe = new Probe(tracing: new TracingOptions { Segment = SegmentSource.Framework });

        await probe.RunAsync(() => Task.CompletedTask);

        var segment = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segment.Text("parent_id"), Is.EqualTo(probe.Header.ParentId.ToHexString()));
            Assert.That(segment.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "probe" }));
        }
    }

    [Test]
    public async Task A_sampler_that_throws_does_not_fail_the_request()
    {
        using var probe = new Probe(tracing: new TracingOptions { Sampler = new Broken() });

        Assert.That(await probe.RunAsync((_, _) => Task.FromResult("done")), Is.EqualTo("done"));
    }

    private sealed class Always(string rule) : ISampler
    {
        public SamplingDecision Decide(in SamplingRequest request, SampleDecision upstream) => new(true, rule);
    }

    private sealed class Broken : ISampler
    {
        public SamplingDecision Decide(in SamplingRequest request, SampleDecision upstream) => throw new InvalidOperationException("broken");
    }
}
