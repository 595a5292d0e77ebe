using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Tests.Model;

[Parallelizable]
public sealed class TraceAssemblerTests
{
    [Test]
    public void The_tree_does_not_depend_on_the_order_of_the_documents()
    {
        // Every subsegment on its own, announced and finished, together with the nested form of the same.
        var documents = SampleTrace.Documents();
        documents.AddRange(documents.ConvertAll(document => ((JsonObject)document.DeepClone()).InProgress()));
        documents.Add(SampleTrace.Subsegment("7000000000000000", SampleTrace.Put, start: SampleTrace.Start + 0.2));
        documents.Add(SampleTrace.Subsegment("8000000000000000", "9999999999999999", "orphan"));
        var expected = Shape(Assemble(documents));
        var random = new Random(20260301);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected, Does.StartWith("0 lego-api/local\n1 moc-file-upload\n2 moc-file-upload\n3 moc-file-upload\n4 db:moc.get"));
            for (var round = 0; round < 200; round++)
            {
                var shuffled = documents.ToArray();
                random.Shuffle(shuffled);
                Assert.That(Shape(Assemble(shuffled)), Is.EqualTo(expected), $"round {round}");
            }
        }
    }

    [Test]
    public void A_subsegment_without_its_parent_stands_on_the_root_level()
    {
        var trace = Assemble([SampleTrace.Subsegment("8000000000000000", "9999999999999999", "orphan"), .. SampleTrace.Documents()]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace.Roots.Select(root => root.Entity.Name), Is.EquivalentTo(["lego-api/local", "orphan"]));
            Assert.That(trace.Root!.Entity.Name, Is.EqualTo("lego-api/local"));
        }
    }

    [Test]
    public void Parents_that_go_round_in_a_circle_lose_no_node()
    {
        var trace = Assemble(
        [
            SampleTrace.Subsegment("a000000000000000", "b000000000000000", "a"),
            SampleTrace.Subsegment("b000000000000000", "c000000000000000", "b"),
            SampleTrace.Subsegment("c000000000000000", "a000000000000000", "c"),
            SampleTrace.Subsegment("d000000000000000", "d000000000000000", "d"),
            SampleTrace.Subsegment("e000000000000000", "c000000000000000", "e"),
        ]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace.Nodes.Select(node => node.Entity.Name), Is.EquivalentTo(["a", "b", "c", "d", "e"]));
            Assert.That(trace.Roots.Select(root => root.Entity.Name), Is.EquivalentTo(["a", "d"]));
        }
    }

    [Test]
    public void A_chain_of_thousands_is_assembled()
    {
        const int count = 5000;
        var documents = Enumerable.Range(1, count).Select(number => SampleTrace.Subsegment($"{number:x16}", $"{number - 1:x16}"));

        var trace = Assemble(documents);

        Assert.That(trace.Nodes[^1].Depth, Is.EqualTo(count - 1));
    }

    [Test]
    public void A_call_and_its_downstream_half_are_one_row_and_one_call()
    {
        var trace = Assemble(SampleTrace.Documents());
        var query = trace.Nodes.Single(node => node.Entity.Id == SampleTrace.Query);
        var summary = TraceSummarizer.Summarize(trace);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(query.Target?.Entity.Id, Is.EqualTo(SampleTrace.QueryTarget));
            Assert.That(query.RowChildren, Is.Empty);
            Assert.That(summary.Calls, Is.EqualTo(new CallCounts(Database: 1, S3: 1, Cache: 0, Search: 0, Other: 0)));
        }
    }

    [TestCase(0.02, TestName = "A_child_with_other_times_keeps_its_own_row")]
    [TestCase(null, TestName = "A_second_child_keeps_both_rows")]
    public void Other_shapes_are_not_folded(double? shift)
    {
        var call = SampleTrace.QueryCall();
        if (shift is { } seconds)
        {
            call["subsegments"]![0]!["end_time"] = SampleTrace.Start + 0.1 + seconds;
        }
        else
        {
            call["subsegments"]!.AsArray().Add(new JsonObject { ["id"] = "5000000000000002", ["name"] = "x", ["start_time"] = 1, ["end_time"] = 2 });
        }

        call["trace_id"] = SampleTrace.Id;

        var node = Assemble([call]).Root!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Target, Is.Null);
            Assert.That(node.RowChildren, Is.Not.Empty);
        }
    }

    [Test]
    public void The_summary_tells_request_outcome_and_first_problem()
    {
        var summary = TraceSummarizer.Summarize(Assemble(SampleTrace.Documents()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.Method, Is.EqualTo("POST"));
            Assert.That(summary.Path, Is.EqualTo("/api/mocs/8f1c/files"));
            Assert.That(summary.Status, Is.EqualTo(500));
            Assert.That(summary.Outcome, Is.EqualTo(Outcome.Fault));
            Assert.That(summary.Function, Is.EqualTo("moc-file-upload"));
            Assert.That(summary.User, Is.EqualTo("user-17"));
            Assert.That(summary.ColdStart, Is.True);
            Assert.That(summary.Duration, Is.EqualTo(0.5).Within(1e-6));
            Assert.That(summary.ProblemCount, Is.EqualTo(1));
            Assert.That(summary.Problem, Is.EqualTo("db:moc.get: PostgresException: statement timeout"));
        }
    }

    [Test]
    public void A_failure_inside_does_not_make_the_trace_a_failure()
    {
        var gateway = SampleTrace.GatewaySegment();
        gateway.Remove("fault");
        var root = SampleTrace.RootSubsegment();
        root.Remove("fault");

        var summary = TraceSummarizer.Summarize(Assemble([gateway, SampleTrace.ServiceSegment(), SampleTrace.FunctionSegment(), root]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.Outcome, Is.EqualTo(Outcome.Ok));
            Assert.That(summary.ProblemCount, Is.EqualTo(1));
        }
    }

    private static Trace Assemble(IEnumerable<JsonObject> documents) =>
        TraceAssembler.Assemble(SampleTrace.Id, documents.Select(document => JsonElement.Parse(document.ToJsonString())));

    private static string Shape(Trace trace) =>
        string.Join('\n', trace.Nodes.Select(node => $"{node.Depth} {node.Entity.Name}{(node.Entity.InProgress ? " running" : null)}"));
}
