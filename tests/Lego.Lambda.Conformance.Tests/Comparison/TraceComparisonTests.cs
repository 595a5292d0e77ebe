using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Conformance.Tests.Scenarios;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Conformance.Tests.Comparison;

[Parallelizable(ParallelScope.All)]
public sealed class TraceComparisonTests
{
    private static readonly TraceHeader Header = TestTrace.NewHeader();
    private static readonly string Trace = TraceIds.ToXRay(Header.TraceId);
    private static readonly string Lambda = Header.ParentId.ToHexString();

    private static readonly string Root = Alone("aaaaaaaaaaaaaaa1", Lambda, "root", "\"end_time\":9");

    private static readonly string Nested = Alone(
        "aaaaaaaaaaaaaaa1",
        Lambda,
        "root",
        """ "end_time":9,"subsegments":[{"id":"aaaaaaaaaaaaaaa2","name":"child","start_time":2,"end_time":3}]""");

    [Test]
    public void Documents_are_put_together_by_their_parents_whatever_their_order()
    {
        var facts = Facts(Alone("aaaaaaaaaaaaaaa2", "aaaaaaaaaaaaaaa1", "child", "\"end_time\":3"), Root);

        Assert.That(facts.Keys, Does.Contain("root > child"));
        Assert.That(facts["root > child : travels"], Is.EqualTo("(alone)"));
    }

    [Test]
    public void A_parent_that_never_arrived_is_seen()
    {
        var facts = Facts(Alone("aaaaaaaaaaaaaaa2", "bbbbbbbbbbbbbbbb", "child", "\"end_time\":3"));

        Assert.That(facts.Keys, Does.Contain("(unsent parent) > child"));
    }

    [Test]
    public void A_finished_version_replaces_the_one_in_progress_and_all_it_brought()
    {
        var announced = Nested.Replace("\"end_time\":9", "\"in_progress\":true", StringComparison.Ordinal);

        var facts = Facts(announced, Nested);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(facts.Keys.Where(path => path.EndsWith("child", StringComparison.Ordinal)), Is.EqualTo(new[] { "root > child" }));
            Assert.That(facts["root : earlier version"], Is.EqualTo("(in progress)"));
            Assert.That(facts["root > child : earlier version"], Is.EqualTo("(finished)"));
            Assert.That(facts.Keys, Does.Not.Contain("root : in_progress"));
        }
    }

    [Test]
    public void A_child_that_is_not_within_its_parent_is_seen()
    {
        var facts = Facts(Nested.Replace("\"start_time\":2,\"end_time\":3", "\"start_time\":0,\"end_time\":10", StringComparison.Ordinal));

        Assert.That(facts["root > child : start_time"], Is.EqualTo("(before its parent)"));
        Assert.That(facts["root > child : end_time"], Is.EqualTo("(after its parent)"));
    }

    [TestCase("\"id\":\"aaaaaaaaaaaaaaa2\"", "\"id\":\"aaaaaaaaaaaaaaa1\"", "id")]
    [TestCase("\"id\":\"aaaaaaaaaaaaaaa2\"", "\"id\":\"2\"", "id")]
    public void An_id_that_is_malformed_or_used_twice_is_seen(string right, string wrong, string member)
    {
        var facts = Facts(Nested.Replace(right, wrong, StringComparison.Ordinal));

        Assert.That(facts.Keys, Does.Contain($"root > child : {member}"));
    }

    [Test]
    public void The_report_is_empty_when_differences_and_table_agree()
    {
        var scenario = Comparing(new ExpectedDifference("root > child", "(subsegment)", null, "So it is."));

        Assert.That(Report(scenario, Nested, Root), Is.Empty);
    }

    [Test]
    public void A_difference_without_a_row_and_a_row_without_a_difference_are_both_told()
    {
        var scenario = Comparing(new ExpectedDifference("root : annotations.mocId", "'m-1'", null, "So it was."));

        var report = Report(scenario, Nested, Root);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report, Does.Contain("not explained: root > child"));
            Assert.That(report, Does.Contain("in vain: root : annotations.mocId"));
            Assert.That(report, Does.Contain("So it was."));
        }
    }

    [Test]
    public void What_is_at_different_places_is_compared_all_the_same()
    {
        var moved = Comparing() with { Moves = [new("root > child", "root", "So it is.")] };

        Assert.That(Report(moved, Nested, Root), Does.Contain("not explained: root : travels"));
        Assert.That(Report(moved, Root, Root), Does.Contain("in vain: 'root > child' is not there"));
    }

    private static Scenario Comparing(params IReadOnlyList<ExpectedDifference> rows) =>
        new("made up", _ => Task.CompletedTask) { Differences = rows };

    private static string Report(Scenario scenario, string ours, string peer) =>
        TraceComparison.Report(scenario, new Performance(Header, [ours], [], ""), new Performance(Header, [peer], [], ""));

    private static SortedDictionary<string, string> Facts(params string[] documents) =>
        CanonicalTrace.Facts(new Performance(Header, documents, [], ""));

    private static string Alone(string id, string parent, string name, string members) =>
        $$"""{"type":"subsegment","trace_id":"{{Trace}}","parent_id":"{{parent}}","id":"{{id}}","name":"{{name}}","start_time":1,{{members}}}""";
}
