using System.Diagnostics;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>Ids, parents, kinds, times and flags.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SpanTreeTests
{
    private const int Internal = 1;
    private const int Server = 2;
    private const int Client = 3;
    private const uint Recorded = 0x1;
    private const uint KnownRemote = 0x100;
    private const uint Remote = 0x200;

    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task A_trace_arrives_with_one_span_for_each_call(OtlpProtocol protocol)
    {
        await using var probe = await OtelProbe.StartAsync(protocol);

        var request = await probe.TraceAsync(() => TraceWork("validate", _ =>
            TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, () => Task.CompletedTask)));

        var root = request.Named("probe");
        var work = request.Named("validate");
        var call = request.Named("db:moc.get");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Spans, Has.Count.EqualTo(3));
            Assert.That(request.Spans.Select(span => span.TraceId), Is.All.EqualTo(probe.Header.TraceId.ToHexString()));
            Assert.That(request.Spans.Select(span => span.SpanId), Is.Unique);
            Assert.That(root.ParentId, Is.EqualTo(probe.Header.ParentId.ToHexString()));
            Assert.That(work.ParentId, Is.EqualTo(root.SpanId));
            Assert.That(call.ParentId, Is.EqualTo(work.SpanId));
            Assert.That((root.Kind, work.Kind, call.Kind), Is.EqualTo((Server, Internal, Client)));
            Assert.That(root.Flags, Is.EqualTo(Recorded | KnownRemote | Remote));
            Assert.That(call.Flags, Is.EqualTo(Recorded | KnownRemote));
            Assert.That(root.Start, Is.LessThanOrEqualTo(work.Start));
            Assert.That(work.Start, Is.LessThanOrEqualTo(call.Start));
            Assert.That(call.End, Is.LessThanOrEqualTo(work.End));
            Assert.That(work.End, Is.LessThanOrEqualTo(root.End));
            Assert.That(request.Spans.Select(span => span.StatusCode), Is.All.Zero);
            Assert.That(request.Scope.Name, Is.EqualTo(LambdaActivitySource.Name));
            Assert.That(request.Scope.Version, Does.Match(@"^\d+\.\d+\.\d+$"));
            Assert.That(request.SchemaUrl, Does.StartWith("https://opentelemetry.io/schemas/"));
            Assert.That(request.Path, Is.EqualTo(protocol == OtlpProtocol.Grpc
                ? "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
                : "/v1/traces"));
            Assert.That(request.Headers["content-type"], Is.EqualTo(protocol == OtlpProtocol.Grpc ? "application/grpc" : "application/x-protobuf"));
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 1, 0, 0, 0, 0, 0)));
        }
    }

    [Test]
    public async Task Spans_have_the_ids_that_the_code_can_hand_on()
    {
        await using var probe = await OtelProbe.StartAsync();
        var ids = new List<(string Subsegment, string Activity)>();

        var request = await probe.TraceAsync(() => TraceCache("get", "moc:detail:{mocId}", call =>
        {
            ids.Add((call.Id, Activity.Current!.SpanId.ToHexString()));
            return Task.CompletedTask;
        }));

        var span = request.Named("cache:get");
        Assert.That((span.SpanId, span.SpanId), Is.EqualTo(ids.Single()));
    }

    [Test]
    public async Task The_times_are_those_of_the_subsegment_to_the_tick()
    {
        await using var probe = await OtelProbe.StartAsync();
        Subsegment? seen = null;

        var request = await probe.TraceAsync(() => TraceWork("work", subsegment =>
        {
            seen = subsegment;
            return Task.CompletedTask;
        }));

        var span = request.Named("work");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span.Start, Is.EqualTo(Nanoseconds(seen!.StartTime)));
            Assert.That(span.End, Is.EqualTo(Nanoseconds(seen.EndTime!.Value)));
        }
    }

    [Test]
    public async Task An_invocation_that_is_not_sampled_and_succeeds_sends_nothing()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync(() => TraceWork("work", _ => Task.CompletedTask), probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Receiver.Requests, Is.Empty);
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(default(OpenTelemetryStatistics)));
        }
    }

    [Test]
    public async Task An_invocation_that_is_not_sampled_and_fails_arrives_as_a_trace_of_its_own()
    {
        await using var probe = await OtelProbe.StartAsync();
        var header = TestTrace.NewHeader(SampleDecision.NotSampled);

        Assert.That(
            () => probe.RunAsync(() => TraceWork("work", _ => throw new InvalidOperationException("broken")), probe.Context(header)),
            Throws.InvalidOperationException);

        var root = probe.Receiver.Requests.Single().Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["keptBecause"], Is.EqualTo("error"));
            Assert.That(root.TraceId, Is.EqualTo(header.TraceId.ToHexString()));
            Assert.That(root.ParentId, Is.Empty, "the caller sent no span");
            Assert.That(root.Flags, Is.EqualTo(KnownRemote), "not recorded in the sense of W3C, and no parent elsewhere");
        }
    }

    [Test]
    public async Task A_sampled_trace_says_that_it_was_sampled()
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() => Task.CompletedTask);

        Assert.That(request.Root["keptBecause"], Is.EqualTo("sampled"));
    }

    [Test]
    public async Task Without_a_trace_header_a_forced_trace_has_an_id_of_its_own_and_no_parent()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync(
            (context, _) =>
            {
                context.KeepTrace();
                return Task.FromResult("done");
            },
            new() { TraceId = "Self=1-67891234-12456789abcdef012345678" });

        var root = probe.Receiver.Requests.Single().Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["keptBecause"], Is.EqualTo("forced"));
            Assert.That(root.TraceId, Has.Length.EqualTo(32));
            Assert.That(root.ParentId, Is.Empty);
        }
    }

    [Test]
    public async Task The_trace_state_is_recorded()
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() =>
        {
            Activity.Current!.TraceStateString = "vendor=1";
            return TraceWork("work", _ => Task.CompletedTask);
        });

        Assert.That(request.Spans.Select(span => span.TraceState), Is.EqualTo(new[] { "vendor=1", "vendor=1" }));
    }

    [Test]
    public async Task Invocations_at_the_same_time_arrive_each_whole()
    {
        await using var probe = await OtelProbe.StartAsync();
        var headers = Enumerable.Range(0, 20).Select(_ => TestTrace.NewHeader()).ToList();

        await Task.WhenAll(headers.Select(header => Task.Run(() => probe.RunAsync(
            () => TraceCache("get", "key", subsegment =>
            {
                subsegment.Annotate("trace", header.TraceId.ToHexString());
                return Task.CompletedTask;
            }),
            probe.Context(header)))));

        var requests = probe.Receiver.Requests;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(requests.Select(request => request.Root.TraceId), Is.EquivalentTo(headers.Select(header => header.TraceId.ToHexString())));
            foreach (var request in requests)
            {
                var call = request.Named("cache:get");
                Assert.That(request.Spans, Has.Count.EqualTo(2));
                Assert.That(call["trace"], Is.EqualTo(request.Root.TraceId));
                Assert.That(call.ParentId, Is.EqualTo(request.Root.SpanId));
            }

            Assert.That(probe.Exporter.Statistics.Sent, Is.EqualTo(20));
        }
    }

    [Test]
    public async Task A_trace_that_is_too_large_loses_spans_at_its_end_and_says_how_many()
    {
        await using var probe = await OtelProbe.StartAsync();
        const int Calls = 1500;

        await probe.RunAsync(async () =>
        {
            for (var i = 0; i < Calls; i++)
            {
                await TraceWork("work", subsegment =>
                {
                    subsegment.Annotate("number", i);
                    subsegment.AddMetadata("text", new string('x', 4000));
                    return Task.CompletedTask;
                });
            }
        });

        var request = probe.Receiver.Requests.Single();
        var dropped = (long)request.Root["lego.dropped_spans"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Message, Has.Length.LessThan(4 * 1024 * 1024));
            Assert.That(dropped, Is.Positive);
            Assert.That(request.Spans, Has.Count.EqualTo(1 + Calls - dropped));
            Assert.That(request.Spans[0]["number"], Is.Zero);
            Assert.That(probe.Exporter.Statistics.DroppedSpans, Is.EqualTo(dropped));
        }
    }

    private static ulong Nanoseconds(DateTime time) => (ulong)(time - DateTime.UnixEpoch).Ticks * 100;
}
