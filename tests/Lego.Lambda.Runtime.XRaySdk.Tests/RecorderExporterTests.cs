using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Core.Internal.Emitters;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tests;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

[NonParallelizable]
public sealed class RecorderExporterTests
{
    private DaemonListener _daemon = null!;
    private UdpSegmentEmitter _emitter = null!;

    [SetUp]
    public void UseTheRecordersOwnEmitter()
    {
        _daemon = new DaemonListener(DaemonListener.RecorderHeaderLine);
        using var environment = new EnvironmentScope(("AWS_XRAY_DAEMON_ADDRESS", _daemon.Address));
        _emitter = new UdpSegmentEmitter();
        AWSXRayRecorder.Instance.Emitter = _emitter;
    }

    [TearDown]
    public void PutTheSpyBack()
    {
        AWSXRayRecorder.Instance.Emitter = AssemblySetUp.Emitter;
        _emitter.Dispose();
        _daemon.Dispose();
    }

    [Test]
    public async Task The_emitter_sends_what_our_own_exporter_would_send()
    {
        using var probe = new Probe();

        await InvokeAsync(probe, new Both(probe.Exporter, new RecorderExporter(new ErrorSanitizer(production: true))));

        var ours = probe.Daemon.ReceiveOne();
        var recorders = _daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(recorders.Text("type"), Is.EqualTo("subsegment"));
            Assert.That(recorders.Text("trace_id"), Is.EqualTo(probe.TraceId()));
            Assert.That(recorders.Text("parent_id"), Is.EqualTo(probe.Header.ParentId.ToHexString()));
            Assert.That(Comparable(recorders), Is.EqualTo(Comparable(ours)));
            Assert.That(recorders.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(SegmentSchema.Validate(recorders.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task A_trace_that_does_not_fit_into_one_datagram_arrives_whole()
    {
        using var probe = new Probe();
        using var exporter = new RecorderExporter(new ErrorSanitizer(production: true), TestContext.Out.WriteLine);
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, async (_, _) =>
        {
            for (var i = 0; i < 120; i++)
            {
                await TraceWork($"part {i}", part =>
                {
                    part.AddMetadata("text", new string('x', 1000));
                    part.Fail(new InvalidOperationException($"number {i}"));
                    return Task.CompletedTask;
                });
            }

            return "done";
        });

        await function.InvokeAsync("event", probe.Context());

        var documents = _daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents, Has.Count.GreaterThan(1));
            Assert.That(documents.Select(document => document.Text("trace_id")), Is.All.EqualTo(probe.TraceId()));
            Assert.That(
                documents.SelectMany(Documents.SelfAndDescendants).Select(node => node.Text("name")),
                Is.EquivalentTo(Enumerable.Range(0, 120).Select(i => $"part {i}").Prepend("probe")));
            Assert.That(exporter.Statistics.Sent, Is.Positive);
            Assert.That(exporter.Statistics.Lost, Is.Zero);
        }
    }

    [Test]
    public async Task An_emitter_that_throws_loses_the_document_and_not_the_request()
    {
        using var probe = new Probe();
        using var exporter = new RecorderExporter(new ErrorSanitizer(production: true));
        AWSXRayRecorder.Instance.Emitter = new BrokenEmitter();
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, (_, _) => Task.FromResult("done"));

        var answer = await function.InvokeAsync("event", probe.Context());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("done"));
            Assert.That(exporter.Statistics.Lost, Is.EqualTo(1));
        }
    }

    [Test]
    public void It_is_off_when_the_recorders_options_say_so()
    {
        using var exporter = new RecorderExporter(new ErrorSanitizer(production: true));
        var options = AWSXRayRecorder.Instance.XRayOptions;

        options.IsXRayTracingDisabled = true;
        var disabled = exporter.IsEnabled;
        options.IsXRayTracingDisabled = false;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(disabled, Is.False);
            Assert.That(exporter.IsEnabled, Is.True);
        }
    }

    private static async Task InvokeAsync(Probe probe, Both exporter)
    {
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, async (_, _) =>
        {
            await TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, call =>
            {
                call.SetStatement("select * from moc_instructions where id = $1");
                call.AddMetadata("rowCount", 1);
                call.AddMetadata("fraction", 0.25);
                call.AddMetadata("nothing", (string?)null);
                call.Annotate("found", true);
                return Task.CompletedTask;
            });
            AWSXRayRecorder.Instance.TraceMethod("foreign", () => AWSXRayRecorder.Instance.AddMetadata("list", new[] { 1, 2 }));
            await TraceWork(
                "failing", _ => throw new InvalidOperationException("Password=hunter2", new FormatException("ünïcödé \u0001")));
            return "done";
        });
        try
        {
            await function.InvokeAsync("event", probe.Context());
        }
        catch (InvalidOperationException)
        {
            // It is in the trace.
        }
    }

    /// <summary>The document without what the recorder adds, as text.</summary>
    private static string Comparable(JsonObject document)
    {
        foreach (var node in document.SelfAndDescendants())
        {
            if (node["cause"] is JsonObject cause)
            {
                cause.Remove("working_directory");
                foreach (var exception in cause["exceptions"]!.AsArray())
                {
                    if ((bool?)exception!["remote"] == false)
                    {
                        exception.AsObject().Remove("remote");
                    }

                    if (exception["stack"] is JsonArray { Count: 0 })
                    {
                        exception.AsObject().Remove("stack");
                    }
                }
            }
        }

        return Sorted(document)!.ToJsonString();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        // The division drops trailing zeros.
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => JsonValue.Create((decimal)number / 1.0000000m),
        _ => node?.DeepClone(),
    };

    private sealed class Both(params ITraceExporter[] exporters) : ITraceExporter
    {
        public bool IsEnabled => true;

        public void Export(InvocationTrace trace)
        {
            foreach (var exporter in exporters)
            {
                exporter.Export(trace);
            }
        }
    }

    private sealed class BrokenEmitter : ISegmentEmitter
    {
        public void Send(Entity segment) => throw new InvalidOperationException("broken");

        public void SetDaemonAddress(string daemonAddress)
        {
        }

        public void Dispose()
        {
        }
    }
}
