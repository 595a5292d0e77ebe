using System.Collections.Concurrent;
using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>The exporter's own requests are in nobody's trace.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SelfTracingTests
{
    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task The_exporters_own_requests_are_not_traced(OtlpProtocol protocol)
    {
        await using var probe = await OtelProbe.StartAsync(protocol);
        ActivityInstrumentation.Use(new HttpMapper());
        var seen = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.Contains("System.Net", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var client = new HttpClient { DefaultRequestVersion = new Version(protocol == OtlpProtocol.Grpc ? 2 : 1, 0) };
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;

        await probe.RunAsync(() => Task.CompletedTask);
        var byExporter = seen.Where(activity => IsTo(activity, probe.Receiver.Address.Port)).ToList();
        using var answer = await client.PostAsync(probe.Receiver.Endpoint, new ByteArrayContent([0, 0, 0, 0, 0]));
        var byOthers = seen.Count(activity => IsRequest(activity) && IsTo(activity, probe.Receiver.Address.Port));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(byExporter.Where(IsRequest), Is.Empty);
            Assert.That(byExporter.Select(activity => activity.Parent), Is.All.Null, "what is told of connections is in no invocation's trace");
            Assert.That(byOthers, Is.Positive, "the listener does see requests");
            Assert.That(probe.Receiver.Requests[0].Headers.Keys, Does.Not.Contain("traceparent"));
            Assert.That(probe.Receiver.Requests[1].Headers.Keys, Does.Contain("traceparent"));
            Assert.That(probe.Exporter.Statistics.LateSubsegments, Is.Zero);
        }
    }

    [Test]
    public async Task What_ran_is_current_again_after_the_trace_was_sent()
    {
        await using var probe = await OtelProbe.StartAsync();
        using var source = new ActivitySource(nameof(What_ran_is_current_again_after_the_trace_was_sent));
        InvocationTrace? trace = null;
        await probe.RunAsync(() =>
        {
            trace = Subsegment.Find(Activity.Current)!.Trace;
            return Task.CompletedTask;
        });
        using var outer = new Activity("outer").Start();

        probe.Exporter.Export(trace!);

        Assert.That(Activity.Current, Is.SameAs(outer));
    }

    private static bool IsRequest(Activity activity) => activity.Source.Name == "System.Net.Http";

    private static bool IsTo(Activity activity, int port) => activity.TagObjects.Any(tag => tag.Key == "server.port" && Equals(tag.Value, port));

    private sealed class HttpMapper : ActivityMapper
    {
        public override string SourceName => "System.Net.Http";

        public override DependencyKind Kind => DependencyKind.Http;

        public override DependencyCall? Describe(Activity activity) => new() { Kind = DependencyKind.Http, Name = "http" };
    }
}
