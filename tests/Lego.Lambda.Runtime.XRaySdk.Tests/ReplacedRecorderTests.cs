using Amazon.XRay.Recorder.Core;
using Lego.Lambda.Runtime.Tests;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;
using RecorderDecision = Amazon.XRay.Recorder.Core.Sampling.SampleDecision;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

/// <summary>A recorder that was picked up before ours replaced it goes the recorder's own ways, which inside Lambda are others.</summary>
[NonParallelizable]
public sealed class ReplacedRecorderTests
{
    private static AWSXRayRecorder Recorder => AssemblySetUp.Replaced;

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public async Task It_joins_inside_and_outside_of_Lambda(bool isLambda, bool environmentHasTheTrace)
    {
        using var probe = new Probe();
        using var environment = Lambda(isLambda, environmentHasTheTrace ? probe.Header : TestTrace.NewHeader());

        await probe.RunAsync(() => TraceWork("outer", async _ =>
        {
            Recorder.AddAnnotation("on", "outer");
            Recorder.BeginSubsegment("foreign");
            Recorder.AddAnnotation("on", "foreign");
            await Recorder.TraceMethodAsync("nested", () => Task.CompletedTask);
            await TraceWork("ours", _ => Task.CompletedTask);
            Recorder.EndSubsegment();
            Recorder.BeginSubsegment("next");
            Recorder.EndSubsegment();
        }));

        var outer = probe.Daemon.ReceiveOne().Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outer.Annotation("on"), Is.EqualTo("outer"));
            Assert.That(outer.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "foreign", "next" }));
            Assert.That(outer.Named("foreign").Annotation("on"), Is.EqualTo("foreign"));
            Assert.That(outer.Named("foreign").Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "nested", "ours" }));
            Assert.That(outer.SelfAndDescendants().Select(node => node.Metadata("trace", "unfinished")), Is.All.Null);
            Assert.That(AssemblySetUp.Emitter.SentOf(probe.TraceId()), Is.Empty);
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task However_many_subsegments_there_are_it_sends_none_itself(bool isLambda)
    {
        using var probe = new Probe();
        using var environment = Lambda(isLambda, probe.Header);

        await probe.RunAsync(() =>
        {
            for (var i = 0; i < 250; i++)
            {
                // Names of their own, since equal ones are folded.
                Recorder.BeginSubsegment($"one of many {i}");
                Recorder.EndSubsegment();
            }
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Daemon.ReceiveOne().Children().Count(), Is.EqualTo(250));
            Assert.That(AssemblySetUp.Emitter.SentOf(probe.TraceId()), Is.Empty);
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task It_is_silent_in_an_invocation_that_is_not_sampled(bool isLambda)
    {
        using var probe = new Probe();
        var header = TestTrace.NewHeader(SampleDecision.NotSampled);
        using var environment = Lambda(isLambda, header);

        await probe.RunAsync(
            () =>
            {
                Recorder.AddAnnotation("key", "value");
                Recorder.BeginSubsegment("foreign");
                Recorder.AddException(new InvalidOperationException());
                Recorder.BeginSubsegment("nested");
                Recorder.EndSubsegment();
                Recorder.EndSubsegment();
                Recorder.EndSubsegment();
                return Task.CompletedTask;
            },
            probe.Context(header));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
            Assert.That(AssemblySetUp.Emitter.SentOf(TraceIds.ToXRay(header.TraceId)), Is.Empty);
        }
    }

    [Test]
    public void Outside_of_invocations_the_recorder_works_as_ever([Values] bool replaced)
    {
        var recorder = replaced ? Recorder : AWSXRayRecorder.Instance;
        var traceId = TraceIds.ToXRay(TestTrace.NewHeader().TraceId);

        recorder.BeginSegment("own", traceId, samplingResponse: new(RecorderDecision.Sampled));
        recorder.TraceMethod("below", () => recorder.AddAnnotation("key", "value"));
        recorder.EndSegment();

        var segment = AssemblySetUp.Emitter.SentOf(traceId).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segment.Name, Is.EqualTo("own"));
            Assert.That(segment.EndTime, Is.GreaterThan(0));
            Assert.That(segment.Subsegments.Single().Annotations["key"], Is.EqualTo("value"));
            Assert.That(recorder.IsEntityPresent(), Is.False);
        }
    }

    [Test]
    public void Joining_again_changes_nothing()
    {
        var before = AWSXRayRecorder.Instance;

        RecorderInterop.Join();

        Assert.That(AWSXRayRecorder.Instance, Is.SameAs(before));
    }

    private static EnvironmentScope Lambda(bool isLambda, TraceHeader header) => new(
        ("LAMBDA_TASK_ROOT", isLambda ? "/var/task" : null),
        ("_X_AMZN_TRACE_ID", header.ToString()));
}
