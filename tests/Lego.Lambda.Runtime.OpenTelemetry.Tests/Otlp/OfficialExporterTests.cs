using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

/// <summary>The receiver of these tests reads what OpenTelemetry's own exporter writes, so it judges ours by the protocol and not by itself.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OfficialExporterTests
{
    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task The_receiver_reads_what_the_official_exporter_sends(OtlpProtocol protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(protocol);
        var parent = new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "vendor=1", isRemote: true);
        var link = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
        using var source = new ActivitySource("Official." + protocol);
        Activity? activity;
        using (Provider(receiver, protocol, source.Name))
        {
            activity = source.StartActivity("GET /mocs", ActivityKind.Server, parent, links: [new ActivityLink(link)])!;
            activity.SetTag("text", "ü").SetTag("number", -5L).SetTag("double", 0.5).SetTag("flag", true).SetTag("list", new[] { "a", "b" });
            activity.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection { ["exception.type"] = "Oops" }));
            activity.SetStatus(ActivityStatusCode.Error, "it failed");
            activity.Stop();
        }

        var request = receiver.Requests.Single();
        var span = request.Spans.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo(protocol == OtlpProtocol.Grpc
                ? "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
                : "/v1/traces"));
            Assert.That(request.Resource["service.name"], Is.EqualTo("official"));
            Assert.That(request.Scope.Name, Is.EqualTo(source.Name));
            Assert.That(span.TraceId, Is.EqualTo(parent.TraceId.ToHexString()));
            Assert.That(span.SpanId, Is.EqualTo(activity.SpanId.ToHexString()));
            Assert.That(span.ParentId, Is.EqualTo(parent.SpanId.ToHexString()));
            Assert.That(span.TraceState, Is.EqualTo("vendor=1"));
            Assert.That(span.Name, Is.EqualTo("GET /mocs"));
            Assert.That(span.Kind, Is.EqualTo(SpanKindServer));
            Assert.That(span.Start, Is.EqualTo(Nanoseconds(activity.StartTimeUtc)));
            Assert.That(span.End, Is.EqualTo(Nanoseconds(activity.StartTimeUtc + activity.Duration)));
            Assert.That(span["text"], Is.EqualTo("ü"));
            Assert.That(span["number"], Is.EqualTo(-5L));
            Assert.That(span["double"], Is.EqualTo(0.5));
            Assert.That(span["flag"], Is.True);
            Assert.That(span["list"], Is.EqualTo(new[] { "a", "b" }));
            Assert.That(span.Events.Single()["exception.type"], Is.EqualTo("Oops"));
            Assert.That(span.Events.Single().Time, Is.GreaterThanOrEqualTo(span.Start));
            Assert.That(span.Links.Single(), Is.EqualTo(new ReceivedLink(link.TraceId.ToHexString(), link.SpanId.ToHexString(), 0x300)));
            Assert.That(span.StatusCode, Is.EqualTo(StatusCodeError));
            Assert.That(span.StatusMessage, Is.EqualTo("it failed"));
            Assert.That(span.Flags, Is.EqualTo(0x301));
        }
    }

    private const int SpanKindServer = 2;
    private const int StatusCodeError = 2;

    private static TracerProvider Provider(OtlpReceiver receiver, OtlpProtocol protocol, string source) => Sdk.CreateTracerProviderBuilder()
        .AddSource(source)
        .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("official", autoGenerateServiceInstanceId: false))
        .AddOtlpExporter(options =>
        {
            options.Endpoint = receiver.Endpoint;
            options.Protocol = protocol == OtlpProtocol.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
            options.ExportProcessorType = ExportProcessorType.Simple;
        })
        .Build()!;

    private static ulong Nanoseconds(DateTime time) => (ulong)(time - DateTime.UnixEpoch).Ticks * 100;
}
