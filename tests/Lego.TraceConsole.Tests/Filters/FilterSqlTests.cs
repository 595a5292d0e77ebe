using CsCheck;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Evaluation;
using Lego.TraceConsole.Tests.Store;

namespace Lego.TraceConsole.Tests.Filters;

[Parallelizable(ParallelScope.All)]
public sealed class FilterSqlTests
{
    private static readonly Lazy<MemoryStore> Named = new(() =>
    {
        var store = new MemoryStore();
        store.Add(NamedTraces.Documents);
        store.Summarize();
        return store;
    });

    [OneTimeTearDown]
    public void DropTheStore()
    {
        if (Named.IsValueCreated)
        {
            Named.Value.Dispose();
        }
    }

    [TestCaseSource(typeof(MatchCases), nameof(MatchCases.Every))]
    public void The_store_finds_the_traces_that_an_expression_describes(string text, string names)
    {
        var query = FilterQuery.Of(FilterExpression.Parse(text), NamedTraces.FindGroup);

        List<string> found;
        lock (Named)
        {
            found = Selected(Named.Value, query, FactsOfAll(Named.Value));
        }

        Assert.That(string.Join(' ', found.Select(NamedTraces.NameOf)), Is.EqualTo(names), query.Condition.Sql);
    }

    [TestCase("ok")]
    [TestCase("!(error OR fault) throttle partial = false")]
    [TestCase("responsetime > 5 OR duration <= 2 OR http.status != 200")]
    [TestCase("http.url CONTAINS \"a\" http.method BEGINSWITH \"a\" http.useragent ENDSWITH \"a\" http.clientip != \"a\"")]
    [TestCase("user")]
    [TestCase("user CONTAINS \"\"", false)]
    [TestCase("annotation.a annotation.a = 1 annotation.a != \"b\" annotation.a = true")]
    [TestCase("service(id(name: \"a\", type: \"b\", account.id: \"c\")) { !ok first last index > 1 inferred remote root partial }")]
    [TestCase("service() { responsetime > 1 http.status = 1 name = \"a\" type }")]
    [TestCase("edge(\"a\", \"b\") { ok OR fault name != \"b\" OR !type }")]
    [TestCase("service() { duration > 1 }", false)]
    [TestCase("service() { annotation.a }", false)]
    [TestCase("edge(\"a\", \"b\") { inferred }", false)]
    [TestCase("instance.id", false)]
    [TestCase("rootcause.fault.service", false)]
    [TestCase("group.name = \"slow-searches\"")]
    public void What_has_columns_is_decided_by_the_store_alone(string text, bool isExact = true)
    {
        var query = FilterQuery.Of(FilterExpression.Parse(text), NamedTraces.FindGroup);

        Assert.That(query.IsExact, Is.EqualTo(isExact), query.Condition.Sql);
    }

    [TestCase("annotation.mocId = \"8f1c\"", "trace_annotations_by_text")]
    [TestCase("annotation.fileCount > 3", "trace_annotations_by_number")]
    [TestCase("fault AND duration > 1", "traces_by_start")]
    [TestCase("service(\"moc-list\") { fault }", "sqlite_autoindex_services_1")]
    public void An_index_serves_where_there_is_one(string text, string index)
    {
        var query = FilterQuery.Of(FilterExpression.Parse(text), NamedTraces.FindGroup);

        lock (Named)
        {
            Assert.That(Named.Value.PlanOf(query.Condition), Has.Some.Contains(index));
        }
    }

    [Test]
    public void No_value_stands_in_the_SQL()
    {
        const string Value = "'; DROP TABLE traces --";
        var text = $$"""
            http.url = "{{Value}}" AND annotation["{{Value}}"] CONTAINS "{{Value}}" AND service(id(name: "{{Value}}", type: "{{Value}}"))
                AND duration > 123456
            """;

        var condition = FilterQuery.Of(FilterExpression.Parse(text), NamedTraces.FindGroup).Condition;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(condition.Sql, Does.Not.Contain("DROP").And.Not.Contain("123456"));
            Assert.That(condition.Parameters, Has.Count.EqualTo(6));
        }
    }

    [Test]
    public void Groups_that_double_with_every_level_stay_small()
    {
        var query = FilterQuery.Of(FilterExpression.Parse("group.name = \"0\""), group =>
        {
            var next = $"group.name = \"{int.Parse(group.Text, System.Globalization.CultureInfo.InvariantCulture) + 1}\"";
            return FilterExpression.Parse(group.Text == "40" ? "fault" : $"{next} AND !(!({next} OR partial))");
        });

        lock (Named)
        {
            Assert.That(Selected(Named.Value, query, FactsOfAll(Named.Value)).Select(NamedTraces.NameOf), Does.Contain("broken"));
        }
    }

    [Test]
    public void The_store_and_the_evaluator_agree_on_any_traces() => Gen.Select(
        RandomTraces.Of(1, 8), RandomFilter.Using(RandomTraces.Texts, RandomTraces.Keys).Array[20]).Sample(
        (traces, expressions) =>
        {
            using var store = new MemoryStore();
            store.Add(traces.SelectMany(trace => trace));
            store.Summarize();
            var facts = FactsOfAll(store);
            foreach (var expression in expressions)
            {
                var groups = new FilterGroups(NamedTraces.FindGroup);
                var expected = facts.Where(trace => FilterEvaluator.Matches(expression, trace.Value, groups)).Select(trace => trace.Key);
                var query = FilterQuery.Of(expression, NamedTraces.FindGroup);
                Assert.That(Selected(store, query, facts), Is.EquivalentTo(expected), $"{expression}\n{query.Condition.Sql}");
            }
        },
        iter: 150);

    private static List<string> Selected(MemoryStore store, FilterQuery query, Dictionary<string, TraceFacts> facts) =>
        [.. store.TraceIds(query.Condition).Where(id => query.Predicate is null || query.Predicate(facts[id]))];

    private static Dictionary<string, TraceFacts> FactsOfAll(MemoryStore store) => store.TraceIds().ToDictionary(id => id, id =>
    {
        var trace = store.Find(id);
        return TraceFacts.Of(trace.Trace, trace.LimitExceeded);
    });
}
