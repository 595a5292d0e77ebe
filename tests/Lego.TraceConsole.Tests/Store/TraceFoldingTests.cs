using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class TraceFoldingTests
{
    [Test]
    public void Subsegments_that_came_alone_stand_inside_of_their_segment()
    {
        var deeper = SampleTrace.Subsegment("7000000000000000", SampleTrace.Put, "checksum", SampleTrace.Start + 0.05);

        var folded = Fold([deeper, .. SampleTrace.Documents()]);
        var function = folded[SampleTrace.Function];
        var root = function["subsegments"]![0]!.AsObject();
        var put = root["subsegments"]![1]!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folded.Keys.Take(3), Is.EqualTo([SampleTrace.Gateway, SampleTrace.Service, SampleTrace.Function]));
            Assert.That((string?)root["id"], Is.EqualTo(SampleTrace.Root));
            Assert.That(root.Select(member => member.Key), Does.Not.Contain("trace_id").And.Not.Contain("parent_id").And.Not.Contain("type"));
            Assert.That(put["subsegments"]!.AsArray().Select(child => (string?)child!["name"]), Is.EqualTo(["checksum", "S3"]));
            Assert.That((string?)function["trace_id"], Is.EqualTo(SampleTrace.Id));
            Assert.That((string?)function["parent_id"], Is.EqualTo(SampleTrace.Service));
        }
    }

    [Test]
    public void A_call_to_a_service_that_sent_nothing_has_an_inferred_segment()
    {
        var call = SampleTrace.Subsegment(SampleTrace.Query, SampleTrace.Function, "DynamoDB");
        call["namespace"] = "aws";
        call["aws"] = new JsonObject { ["operation"] = "GetItem", ["table_name"] = "parts", ["request_id"] = "r1" };
        call["http"] = new JsonObject { ["response"] = new JsonObject { ["status"] = 200 } };
        call["fault"] = true;

        var folded = Fold([SampleTrace.FunctionSegment(), call]);
        var inferred = folded.Values.Single(document => document["inferred"] is not null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folded, Has.Count.EqualTo(2));
            Assert.That((string?)inferred["id"], Has.Length.EqualTo(16).And.Not.EqualTo(SampleTrace.Query));
            Assert.That((string?)inferred["name"], Is.EqualTo("DynamoDB"));
            Assert.That((string?)inferred["parent_id"], Is.EqualTo(SampleTrace.Query));
            Assert.That((string?)inferred["origin"], Is.EqualTo("AWS::DynamoDB::Table"));
            Assert.That((double?)inferred["start_time"], Is.EqualTo((double?)call["start_time"]));
            Assert.That((double?)inferred["end_time"], Is.EqualTo((double?)call["end_time"]));
            Assert.That((bool?)inferred["fault"], Is.True);
            Assert.That((int?)inferred["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(inferred["aws"]!["resource_names"]!.ToJsonString(), Is.EqualTo("[\"parts\"]"));
            Assert.That((string?)inferred["aws"]!["request_id"], Is.EqualTo("r1"));
            Assert.That((string?)inferred["trace_id"], Is.EqualTo(SampleTrace.Id));
            Assert.That(Fold([call, SampleTrace.FunctionSegment()]).Keys, Is.EquivalentTo(folded.Keys), "its id stays the same");
        }
    }

    [Test]
    public void A_callee_with_a_segment_of_its_own_is_not_inferred()
    {
        var call = SampleTrace.Subsegment(SampleTrace.Query, SampleTrace.Gateway, "other.example");
        call["namespace"] = "remote";
        var callee = SampleTrace.Segment(SampleTrace.Id, SampleTrace.Put, name: "other");
        callee["parent_id"] = SampleTrace.Query;

        Assert.That(Fold([SampleTrace.GatewaySegment(), call, callee]).Keys, Is.EqualTo([SampleTrace.Gateway, SampleTrace.Put]));
    }

    [Test]
    public void A_subsegment_without_its_segment_comes_as_it_was_sent()
    {
        var orphan = SampleTrace.Subsegment(SampleTrace.Query, SampleTrace.Function);

        var folded = Fold([orphan]).Values.Single();

        Assert.That(JsonNode.DeepEquals(folded, orphan), Is.True, folded.ToJsonString());
    }

    [Test]
    public void A_chain_that_no_reader_would_follow_is_cut_into_pieces_that_fit()
    {
        const int count = 450;
        var chain = Enumerable.Range(2, count).Select(number => SampleTrace.Subsegment($"{number:x16}", $"{number - 1:x16}"));

        var folded = TraceFolding.Fold(Assemble([SampleTrace.Segment(SampleTrace.Id, $"{1:x16}"), .. chain]));

        Assert.That(folded.Select(segment => segment.Id), Is.EqualTo([$"{1:x16}", $"{202:x16}", $"{403:x16}"]));
    }

    [Test]
    public void Numbers_and_texts_stay_as_they_were_written()
    {
        const string document = $$"""
            {"id":"{{SampleTrace.Gateway}}","name":"Größe 😀 <1>","trace_id":"{{SampleTrace.Id}}","start_time":1.478293361271E9,"end_time":1478293361.5}
            """;

        var folded = TraceFolding.Fold(TraceAssembler.Assemble(SampleTrace.Id, [JsonElement.Parse(document)]));

        Assert.That(folded.Single().Document, Does.Contain("1.478293361271E9").And.Contain("Größe").And.Contain("<1>"));
    }

    private static Dictionary<string, JsonObject> Fold(List<JsonObject> documents) => TraceFolding.Fold(Assemble(documents))
        .ToDictionary(segment => segment.Id, segment => JsonNode.Parse(segment.Document)!.AsObject());

    private static Trace Assemble(IEnumerable<JsonObject> documents) =>
        TraceAssembler.Assemble(SampleTrace.Id, documents.Select(document => JsonElement.Parse(document.ToJsonString())));
}
