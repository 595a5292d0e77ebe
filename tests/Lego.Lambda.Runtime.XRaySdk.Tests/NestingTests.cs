using Amazon.XRay.Recorder.Core;
using Lego.Lambda.Runtime.Tests;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;
using RecorderHeader = Amazon.XRay.Recorder.Core.Internal.Entities.TraceHeader;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class NestingTests
{
    private static AWSXRayRecorder Recorder => AWSXRayRecorder.Instance;

    [Test]
    public async Task The_recorders_subsegment_nests_in_ours_and_ours_in_the_recorders()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => TraceWork("outer", async _ =>
        {
            Recorder.BeginSubsegment("foreign");
            await TraceWork("inner", _ => Recorder.TraceMethodAsync("innermost", () => Task.CompletedTask));
            Recorder.EndSubsegment();
            await TraceWork("next", _ => Task.CompletedTask);
        }));

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Paths(), Is.EqualTo(new[]
            {
                "probe", "probe/outer", "probe/outer/foreign", "probe/outer/foreign/inner", "probe/outer/foreign/inner/innermost",
                "probe/outer/next",
            }));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
            Assert.That(AssemblySetUp.Emitter.SentOf(probe.TraceId()), Is.Empty);
        }
    }

    [Test]
    public async Task Times_that_code_gives_to_the_recorder_are_kept()
    {
        using var probe = new Probe();
        var start = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegment("earlier", start);
            Recorder.EndSubsegment(start.AddMilliseconds(1500));
            Recorder.BeginSubsegment("backwards", start);
            Recorder.EndSubsegment(start.AddSeconds(-1));
            Recorder.BeginSubsegment("absurd", DateTime.MinValue);
            Recorder.EndSubsegment(DateTime.MaxValue);
        });

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((decimal?)root.Named("earlier")["start_time"], Is.EqualTo(1772366400m));
            Assert.That((decimal?)root.Named("earlier")["end_time"], Is.EqualTo(1772366401.5m));
            Assert.That((decimal?)root.Named("backwards")["end_time"], Is.EqualTo(1772366400m));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task Ends_without_a_beginning_do_nothing()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            Recorder.EndSubsegment();
            Recorder.BeginSubsegment("balanced");
            Recorder.EndSubsegment();
            Recorder.EndSubsegment();
            await TraceWork("ours", _ =>
            {
                Recorder.EndSubsegment();
                return Task.CompletedTask;
            });
        });

        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/balanced", "probe/ours" }));
    }

    [Test]
    public async Task A_subsegment_that_is_left_open_is_sent_with_what_it_holds_and_a_mark()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegment("open");
            Recorder.AddAnnotation("kept", "yes");
        });

        var open = probe.Daemon.ReceiveOne().Named("open");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(open.Annotation("kept"), Is.EqualTo("yes"));
            Assert.That(open.Metadata("trace", "unfinished"), Is.EqualTo("true"));
        }
    }

    [Test]
    public async Task A_subsegment_without_sampling_is_left_out_with_all_below_and_the_next_is_not()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegmentWithoutSampling("chatty");
            Recorder.BeginSubsegment("below");
            Recorder.EndSubsegment();
            Recorder.EndSubsegment();
            Recorder.BeginSubsegment("next");
            Recorder.EndSubsegment();
        });

        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/next" }));
    }

    [Test]
    public async Task A_segment_that_is_begun_inside_an_invocation_is_the_invocations_own()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Recorder.BeginSegment("own", samplingResponse: new(Amazon.XRay.Recorder.Core.Sampling.SampleDecision.Sampled));
            Recorder.AddAnnotation("of", "segment");
            Recorder.BeginSubsegment("below");
            Recorder.EndSubsegment();
            Recorder.EndSegment();
            Recorder.BeginSubsegment("next");
            Recorder.EndSubsegment();
        });

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Paths(), Is.EqualTo(new[] { "probe", "probe/below", "probe/next" }));
            Assert.That(root.Annotation("of"), Is.EqualTo("segment"));
            Assert.That(AssemblySetUp.Emitter.SentOf(probe.TraceId()), Is.Empty);
        }
    }

    [Test]
    public async Task However_many_there_are_the_recorder_sends_none_itself()
    {
        using var probe = new Probe();

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

    [Test]
    public async Task Headers_of_downstream_calls_name_our_trace_and_the_recorders_subsegment()
    {
        using var probe = new Probe();
        RecorderHeader header = null!;

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegment("call");
            _ = RecorderHeader.TryParse(Recorder.GetEntity(), out header);
            Recorder.EndSubsegment();
        });

        var call = probe.Daemon.ReceiveOne().Named("call");
        Assert.That(header.ToString(), Is.EqualTo($"Root={probe.TraceId()}; Parent={call.Text("id")}; Sampled=1"));
    }
}
