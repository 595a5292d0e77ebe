using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>Both ways out at once.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CombinationTests
{
    [Test]
    public async Task X_Ray_and_OpenTelemetry_get_the_same_trace_under_the_same_ids()
    {
        using var daemon = new DaemonListener();
        using var xray = new XRayExporter(daemon.Address, new ErrorSanitizer(production: true));
        await using var probe = await OtelProbe.StartAsync(other: xray);

        var request = await probe.TraceAsync(() => TraceCache("get", "key", () => Task.CompletedTask));

        var document = daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.Text("trace_id")!.Replace("-", "", StringComparison.Ordinal)[1..], Is.EqualTo(request.Root.TraceId));
            Assert.That(document.Text("id"), Is.EqualTo(request.Root.SpanId));
            Assert.That(document.Text("parent_id"), Is.EqualTo(request.Root.ParentId));
            Assert.That(document.Children().Single().Text("id"), Is.EqualTo(request.Named("cache:get").SpanId));
        }
    }

    [Test]
    public async Task A_trace_that_was_kept_has_the_functions_segment_in_X_Ray_only()
    {
        using var daemon = new DaemonListener();
        using var xray = new XRayExporter(daemon.Address, new ErrorSanitizer(production: true));
        await using var probe = await OtelProbe.StartAsync(other: xray);

        Assert.That(
            () => probe.RunAsync(
                () => throw new InvalidOperationException("broken"),
                probe.Context(TestTrace.NewHeader(Runtime.Tracing.SampleDecision.NotSampled))),
            Throws.InvalidOperationException);

        var segment = daemon.ReceiveOne();
        var root = probe.Receiver.Requests.Single().Spans.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segment.Text("origin"), Is.EqualTo("AWS::Lambda::Function"));
            Assert.That(segment.Children().Single().Text("id"), Is.EqualTo(root.SpanId));
            Assert.That(root.ParentId, Is.Empty);
        }
    }

    [Test]
    public async Task A_collector_that_is_not_there_does_not_keep_X_Ray_from_its_trace()
    {
        using var daemon = new DaemonListener();
        using var xray = new XRayExporter(daemon.Address, new ErrorSanitizer(production: true));
        await using var probe = await OtelProbe.StartAsync(other: xray);
        await probe.Receiver.DisposeAsync();

        await probe.RunAsync(() => Task.CompletedTask);

        Assert.That(JsonNode.Parse(daemon.ReceiveArrived().Single())!["name"]!.ToString(), Is.EqualTo("probe"));
    }
}
