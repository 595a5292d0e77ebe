using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Otlp;

namespace Lego.TraceConsole.Tests.Otlp;

[Parallelizable]
public sealed class OtlpPayloadTests
{
    // As OpenTelemetry.Exporter.OpenTelemetryProtocol 1.20.1 wrote it: a served request with a query that failed, an S3 call and local work.
    internal const string Request =
        "CuWJgAAK/oCAAAoaCgxzZXJ2aWNlLm5hbWUSCgoIc2hvcC1hcGkKGwoOY2xvdWQucGxhdGZvcm0SCQoHYXdzX2VjcwofChJhd3MuZWNzLmxhdW"
        + "5jaHR5cGUSCQoHZmFyZ2F0ZQoiChBjbG91ZC5hY2NvdW50LmlkEg4KDDEyMzQ1Njc4OTAxMhLdiIAACoiAgAAKBHNob3ASABKPAwoQZeHDQKAG"
        + "ZJEn43GQOi3peRIIpbpQgvisrxUiCJE7gRRUWUxohQEBAQAAKg1TRUxFQ1Qgb3JkZXJzMAM5gBZvtNm1mBhBAAdqt9m1mBhKHgoOZGIuc3lzdG"
        + "VtLm5hbWUSDAoKcG9zdGdyZXNxbEoYCgxkYi5uYW1lc3BhY2USCAoGb3JkZXJzSh4KDnNlcnZlci5hZGRyZXNzEgwKCmRiLmV4YW1wbGVKNQoN"
        + "ZGIucXVlcnkudGV4dBIkCiJzZWxlY3QgKiBmcm9tIG9yZGVycyB3aGVyZSBpZCA9ICQxWp8BEglleGNlcHRpb24JGERjflZs6xgaHwoRZXhjZX"
        + "B0aW9uLm1lc3NhZ2USCgoIdG9vIHNsb3caOwoUZXhjZXB0aW9uLnN0YWNrdHJhY2USIwohU3lzdGVtLlRpbWVvdXRFeGNlcHRpb246IHRvbyBz"
        + "bG93GisKDmV4Y2VwdGlvbi50eXBlEhkKF1N5c3RlbS5UaW1lb3V0RXhjZXB0aW9uegsSB3RpbWVvdXQYAhLWAQoQZeHDQKAGZJEn43GQOi3peR"
        + "IIicmu1yvS+hwiCJE7gRRUWUxohQEBAQAAKgxTMy5QdXRPYmplY3QwAzmAnQK42bWYGEGAyjO52bWYGEoXCgpycGMuc3lzdGVtEgkKB2F3cy1h"
        + "cGlKEwoLcnBjLnNlcnZpY2USBAoCUzNKGQoKcnBjLm1ldGhvZBILCglQdXRPYmplY3RKGwoNYXdzLnMzLmJ1Y2tldBIKCghpbnZvaWNlc0ogCh"
        + "lodHRwLnJlc3BvbnNlLnN0YXR1c19jb2RlEgMYyAES0AAKEGXhw0CgBmSRJ+NxkDot6XkSCEsbT32mpTluIgiRO4EUVFlMaIUBAQEAACoOcmVu"
        + "ZGVyIGludm9pY2UwATmAyjO52bWYGEHAFYC52bWYGBKPAwoQZeHDQKAGZJEn43GQOi3peRIIkTuBFFRZTGgiCBAAAAAAAAAAhQEBAwAAKgxQT1"
        + "NUIC9vcmRlcnMwAjkAgNaz2bWYGEEAYcy52bWYGEodChNodHRwLnJlcXVlc3QubWV0aG9kEgYKBFBPU1RKFQoKdXJsLnNjaGVtZRIHCgVodHRw"
        + "c0ogCg5zZXJ2ZXIuYWRkcmVzcxIOCgxzaG9wLmV4YW1wbGVKFQoIdXJsLnBhdGgSCQoHL29yZGVyc0ogChlodHRwLnJlc3BvbnNlLnN0YXR1c1"
        + "9jb2RlEgMY9wNKHwoTdXNlcl9hZ2VudC5vcmlnaW5hbBIICgZjdXJsLzhKFwoKZW5kdXNlci5pZBIJCgd1c2VyLTE3SjEKFGF3cy54cmF5LmFu"
        + "bm90YXRpb25zEhkqFwoKCghvcmRlci5pZAoJCgdyZXRyaWVzShEKCG9yZGVyLmlkEgUKA28tMUoNCgdyZXRyaWVzEgIYA0oTCgZ3ZWlnaHQSCS"
        + "EAAAAAAAD4P0oKCgRnaWZ0EgIQAQ==";

    [Test]
    public void Spans_become_a_segment_with_its_subsegments()
    {
        var facts = Facts(Documents("T1S" + Request));
        var root = facts.Trace.Root!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Trace.Id, Is.EqualTo("1-65e1c340-a006649127e371903a2de979"));
            Assert.That(facts.Trace.Nodes, Has.Count.EqualTo(4));
            Assert.That((root.Entity.Name, root.Entity.Origin), Is.EqualTo(("shop-api", "AWS::ECS::Fargate")));
            Assert.That(root.Entity.Start, Is.EqualTo(SampleTrace.Start).Within(1e-6));
            Assert.That(root.Entity.Seconds, Is.EqualTo(0.1).Within(1e-6));
            Assert.That(
                root.Children.Select(child => (child.Entity.Name, child.Entity.Namespace)),
                Is.EqualTo([("orders@db.example", "remote"), ("S3", "aws"), ("render invoice", null)]));
        }
    }

    [Test]
    public void Attributes_become_blocks_outcome_annotations_and_metadata()
    {
        var facts = Facts(Documents("T1S" + Request));
        var root = facts.Trace.Root!.Entity;
        var query = facts.Trace.Nodes[1];

        using (Assert.EnterMultipleScope())
        {
            Assert.That((root.Fault, root.User, root.Aws?.AccountId), Is.EqualTo((true, "user-17", "123456789012")));
            Assert.That(root.Http, Is.EqualTo(new HttpBlock("POST", "https://shop.example/orders", "curl/8", null, 503, null)));
            Assert.That(
                facts.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}"), Is.EquivalentTo(["order.id=o-1", "retries=3"]));
            Assert.That(root.Metadata!.Value.GetProperty("default").GetRawText(), Is.EqualTo("{\"weight\":1.5,\"gift\":true}"));
            Assert.That(query.Entity.Sql?.Query, Is.EqualTo("select * from orders where id = $1"));
            Assert.That(facts.Trace.ExceptionsOf(query).Single().Message, Is.EqualTo("too slow"));
            Assert.That(facts.Visits.Select(visit => visit.Type), Is.EqualTo(["AWS::ECS::Fargate", "Database::SQL", "AWS::S3::Bucket"]));
        }
    }

    [Test]
    public async Task Spans_that_come_by_udp_are_stored_like_documents()
    {
        await using var console = await ConsoleFixture.StartAsync();

        await console.SendBodyAsync("T1S" + Request);
        await console.Server.FlushAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(console.Server.Counters.Stored, Is.EqualTo(4));
            Assert.That(await console.PageAsync("/traces/" + SampleTrace.Id), Does.Contain("render invoice").And.Contain("too slow"));
        }
    }

    [Test]
    public void In_Lambda_the_span_of_the_handler_hangs_below_the_segment_of_the_service()
    {
        var span = new OtlpSpan
        {
            TraceId = "65e1c340a006649127e371903a2de979", Id = "1000000000000001", ParentId = SampleTrace.Function, Name = "handler",
            Kind = SpanKind.Server, Start = 1, End = 2, Resource = new SpanAttributes { ["faas.name"] = "moc-get" },
        };

        var document = JsonNode.Parse(SpanDocument.Write(span))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)document["type"], Is.EqualTo("subsegment"));
            Assert.That((string?)document["parent_id"], Is.EqualTo(SampleTrace.Function));
            Assert.That(document["namespace"], Is.Null);
        }
    }

    [Test]
    public void A_span_that_has_not_ended_is_in_progress_and_a_name_loses_what_may_not_be_in_it()
    {
        var span = new OtlpSpan { TraceId = "65e1c340a006649127e371903a2de979", Id = "1000000000000001", Name = "a (b)*", Start = 1, Resource = new() };

        var reason = SegmentDocument.TryRead(SpanDocument.Write(span), out var document);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reason, Is.Null);
            Assert.That(document!.InProgress, Is.True);
            Assert.That((string?)JsonNode.Parse(document.Body.Span)!["name"], Is.EqualTo("a b"));
        }
    }

    [Test]
    public void Bytes_that_were_damaged_on_the_way_never_throw() =>
        Gen.Select(Gen.Int[0, 1200], Gen.Byte).Array[1, 5].Sample(damages =>
        {
            var request = Convert.FromBase64String(Request);
            foreach (var (at, value) in damages)
            {
                request[at % request.Length] = value;
            }

            foreach (var document in Read("T1S" + Convert.ToBase64String(request)).Documents)
            {
                SegmentDocument.TryRead(document, out _);
            }
        });

    [TestCase("T1U" + Request, RejectReason.UnsampledSpans)]
    [TestCase("T1S", RejectReason.OpenTelemetry)]
    [TestCase("T1S====", RejectReason.OpenTelemetry)]
    [TestCase("T1SCv8=", RejectReason.OpenTelemetry)]
    [TestCase("T1S/////w==", RejectReason.OpenTelemetry)]
    public void What_makes_no_trace_has_its_reason(string body, RejectReason reason) => Assert.That(Read(body).Reason, Is.EqualTo(reason));

    private static (RejectReason? Reason, IReadOnlyList<byte[]> Documents) Read(string body)
    {
        var reason = OtlpPayload.TryRead(Encoding.ASCII.GetBytes(body), out var documents);
        return (reason, documents);
    }

    private static IReadOnlyList<byte[]> Documents(string body) => Read(body).Documents;

    private static TraceFacts Facts(IReadOnlyList<byte[]> documents) =>
        TraceFacts.Of(TraceAssembler.Assemble(SampleTrace.Id, documents.Select(document => JsonElement.Parse(document))));
}
