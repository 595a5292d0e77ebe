using Amazon.XRay.Recorder.Core;
using Lego.Lambda.Runtime.Tests;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class UnrecordedTests
{
    private static AWSXRayRecorder Recorder => AWSXRayRecorder.Instance;

    [Test]
    public async Task Nothing_is_sent_and_nothing_throws()
    {
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });
        var header = TestTrace.NewHeader(SampleDecision.NotSampled);
        var ran = false;

        await probe.RunAsync(
            async () =>
            {
                Everything();
                await TraceWork("ours", _ => Recorder.TraceMethodAsync("foreign", () =>
                {
                    ran = true;
                    return Task.CompletedTask;
                }));
            },
            probe.Context(header));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ran, Is.True);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
            Assert.That(AssemblySetUp.Emitter.SentOf(TraceIds.ToXRay(header.TraceId)), Is.Empty);
        }
    }

    [Test]
    public async Task Nothing_is_allocated()
    {
        using var probe = new Probe();
        var allocated = long.MaxValue;

        await probe.RunUnsampledAsync(() =>
        {
            Calls();
            var before = GC.GetAllocatedBytesForCurrentThread();
            Calls();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });

        Assert.That(allocated, Is.Zero);

        static void Calls()
        {
            Recorder.BeginSubsegment("foreign");
            Recorder.AddAnnotation("key", "value");
            Recorder.AddMetadata("key", "value");
            Recorder.MarkError();
            Recorder.EndSubsegment();
        }
    }

    [Test]
    public async Task An_unsampled_invocation_inside_of_a_sampled_one_stays_silent()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            Recorder.BeginSubsegment("outer");
            await probe.RunUnsampledAsync(Everything);
            Recorder.EndSubsegment();
        });

        Assert.That(probe.Daemon.ReceiveOne().Paths(), Is.EqualTo(new[] { "probe", "probe/outer" }));
    }

    private static void Everything()
    {
        Recorder.BeginSubsegment("foreign");
        Recorder.AddAnnotation("refused elsewhere", new object());
        Recorder.AddMetadata("key", new object());
        Recorder.AddHttpInformation("response", new Dictionary<string, object>());
        Recorder.AddSqlInformation("url", "jdbc");
        Recorder.AddException(new InvalidOperationException());
        Recorder.SetNamespace("remote");
        Recorder.MarkFault();
        Recorder.MarkThrottle();
        Recorder.BeginSubsegmentWithoutSampling("chatty");
        Recorder.EndSubsegment();
        Recorder.EndSubsegment();
        Recorder.EndSubsegment();
        Recorder.ClearEntity();
        Recorder.SetEntity(Recorder.GetEntity());
        Assert.That(Recorder.IsEntityPresent(), Is.False);
    }
}
