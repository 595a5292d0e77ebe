using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Facts;

[Parallelizable]
public sealed class TraceFactsTests
{
    [Test]
    public void A_trace_passes_its_segments_and_what_is_inferred_from_calls()
    {
        var facts = Read(SampleTrace.Documents());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                facts.Visits.Select(visit => (visit.Name, visit.Type, visit.Inferred, visit.Root)),
                Is.EqualTo([
                    ("lego-api/local", "AWS::ApiGateway::Stage", false, true), ("moc-file-upload", "AWS::Lambda", false, false),
                    ("moc-file-upload", "AWS::Lambda::Function", false, false), ("lego@127.0.0.1", "Database::SQL", true, false),
                    ("lego-moc-files", "AWS::S3::Bucket", true, false),
                ]));
            Assert.That(facts.Visits.Select(visit => visit.First), Is.EqualTo([true, false, false, false, false]));
            Assert.That(facts.Visits.Select(visit => visit.Last), Is.EqualTo([false, false, false, false, true]));
            Assert.That(facts.Visits.Select(visit => visit.Remote), Is.EqualTo([false, false, false, true, false]));
            Assert.That(facts.EntryPoint, Is.SameAs(facts.Visits[0]));
        }
    }

    [Test]
    public void Calls_lead_from_the_client_to_the_root_and_from_each_service_to_what_it_called()
    {
        var facts = Read(SampleTrace.Documents());

        Assert.That(
            facts.Calls.Select(call => $"{call.Source.Type} {call.Source.Name} > {call.Target.Type} {call.Target.Name}"),
            Is.EqualTo([
                "client lego-api/local > AWS::ApiGateway::Stage lego-api/local",
                "AWS::ApiGateway::Stage lego-api/local > AWS::Lambda moc-file-upload",
                "AWS::Lambda moc-file-upload > AWS::Lambda::Function moc-file-upload",
                "AWS::Lambda::Function moc-file-upload > Database::SQL lego@127.0.0.1",
                "AWS::Lambda::Function moc-file-upload > AWS::S3::Bucket lego-moc-files",
            ]));
    }

    [Test]
    public void A_call_to_a_traced_service_has_the_times_and_the_outcome_that_the_caller_saw()
    {
        var call = SampleTrace.Subsegment(SampleTrace.Query, SampleTrace.Gateway, "other.example");
        call["namespace"] = "remote";
        call["end_time"] = SampleTrace.Start + 0.3;
        call["throttle"] = true;
        var callee = SampleTrace.Segment(SampleTrace.Id, SampleTrace.Put, name: "other");
        callee["parent_id"] = SampleTrace.Query;

        var facts = Read([SampleTrace.GatewaySegment(), call, callee]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Visits.Select(visit => visit.Name), Is.EqualTo(["lego-api/local", "other"]));
            Assert.That(facts.Calls[1].ResponseTime, Is.EqualTo(0.3).Within(1e-6));
            Assert.That(facts.Calls[1].Throttle, Is.True);
            Assert.That(facts.Visits[1].ResponseTime, Is.EqualTo(0.1).Within(1e-6));
            Assert.That(facts.Visits[1].Throttle, Is.False);
        }
    }

    [Test]
    public void Error_and_fault_are_those_of_the_root_and_a_throttle_counts_anywhere()
    {
        var root = SampleTrace.GatewaySegment();
        root.Remove("fault");
        root["error"] = true;
        var function = SampleTrace.ServiceSegment();
        function["fault"] = true;
        function["throttle"] = true;

        var facts = Read([root, function]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((facts.Error, facts.Fault, facts.Throttle, facts.Ok), Is.EqualTo((true, false, true, false)));
            Assert.That(facts.Http!.Status, Is.EqualTo(500));
            Assert.That(facts.Http.Method, Is.EqualTo("POST"));
        }
    }

    [Test]
    public void A_trace_in_progress_has_no_response_time_yet()
    {
        var facts = Read([SampleTrace.GatewaySegment().InProgress(), SampleTrace.ServiceSegment()]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.IsPartial, Is.True);
            Assert.That(facts.ResponseTime, Is.Null);
            Assert.That(facts.Visits[0].ResponseTime, Is.Null);
            Assert.That(facts.Duration, Is.EqualTo(0.49).Within(1e-6));
        }
    }

    [Test]
    public void Work_that_goes_on_after_the_answer_counts_for_the_duration_of_a_visit()
    {
        var late = SampleTrace.Subsegment(SampleTrace.Put, SampleTrace.Gateway, start: SampleTrace.Start + 0.9);

        var visit = Read([SampleTrace.GatewaySegment(), late]).Visits[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(visit.ResponseTime, Is.EqualTo(0.5).Within(1e-6));
            Assert.That(visit.Duration, Is.EqualTo(1).Within(1e-6));
        }
    }

    [Test]
    public void A_visit_knows_the_annotations_and_messages_of_its_subsegments_and_not_those_of_others()
    {
        var facts = Read(SampleTrace.Documents());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Visits[2].Annotations.Select(annotation => annotation.Key), Does.Contain("mocId"));
            Assert.That(facts.Visits[2].Messages, Is.EqualTo(["statement timeout"]));
            Assert.That(facts.Visits[3].Messages, Is.EqualTo(["statement timeout"]), "the database refers to the same exception");
            Assert.That(facts.Visits[0].Annotations, Is.Empty);
            Assert.That(facts.Annotations.Single(annotation => annotation.Key == "coldStart").Boolean, Is.True);
            Assert.That(facts.Annotations, Has.All.Property(nameof(IndexedAnnotation.Visit)).SameAs(facts.Visits[2]));
        }
    }

    [Test]
    public void Fifty_annotations_of_a_trace_are_indexed_and_only_texts_numbers_and_flags()
    {
        var segment = SampleTrace.GatewaySegment();
        segment["annotations"] = new JsonObject(Enumerable.Range(0, 60).Select(number => KeyValuePair.Create($"key{number}", (JsonNode?)number)))
        {
            ["key0"] = new JsonArray(1), ["key1"] = null,
        };

        var facts = Read([segment]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Annotations, Has.Count.EqualTo(50));
            Assert.That(facts.Annotations[0].Key, Is.EqualTo("key2"));
            Assert.That(facts.Annotations[0].Number, Is.EqualTo(2));
        }
    }

    [Test]
    public void A_subsegment_whose_segment_is_missing_is_nobodys_call()
    {
        var call = SampleTrace.Subsegment(SampleTrace.Query, SampleTrace.Function, "cache.example");
        call["namespace"] = "remote";
        call["annotations"] = new JsonObject { ["hit"] = true };

        var facts = Read([call]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Visits.Select(visit => visit.Name), Is.EqualTo(["cache.example"]));
            Assert.That(facts.Visits[0].Root, Is.False);
            Assert.That(facts.Calls, Is.Empty);
            Assert.That(facts.EntryPoint, Is.Null);
            Assert.That(facts.Annotations.Single().Visit, Is.Null);
        }
    }

    [Test]
    public void Instance_zone_resource_and_user_come_from_the_blocks_of_the_segment()
    {
        var segment = SampleTrace.GatewaySegment();
        segment["user"] = "user-17";
        segment["resource_arn"] = "arn:aws:test";
        segment["aws"] = new JsonObject { ["ec2"] = new JsonObject { ["instance_id"] = "i-1", ["availability_zone"] = "eu-1a" } };

        var summary = TraceSummarizer.Summarize(Read([segment]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.InstanceIds, Is.EqualTo(["i-1"]));
            Assert.That(summary.AvailabilityZones, Is.EqualTo(["eu-1a"]));
            Assert.That(summary.ResourceArns, Is.EqualTo(["arn:aws:test"]));
            Assert.That(summary.Users.Single().Name, Is.EqualTo("user-17"));
            Assert.That(summary.Users.Single().ServiceIndexes, Is.EqualTo([0]));
            Assert.That(summary.EntryPoint, Is.Zero);
        }
    }

    internal static TraceFacts Read(IEnumerable<JsonObject> documents) => TraceFacts.Of(
        TraceAssembler.Assemble(SampleTrace.Id, documents.Select(document => JsonElement.Parse(document.ToJsonString()))));
}
