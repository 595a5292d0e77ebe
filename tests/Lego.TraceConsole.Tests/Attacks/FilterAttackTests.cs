using Lego.Testing.Attacks;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Completion;
using Lego.TraceConsole.Filters.Evaluation;
using Lego.TraceConsole.Tests.Filters;
using Lego.TraceConsole.Tests.Store;

namespace Lego.TraceConsole.Tests.Attacks;

/// <summary>Damaged filter expressions: read or refused with the place, and what is read means the same to the evaluator and to the store.</summary>
[Category("Attack")]
[Parallelizable]
public sealed class FilterAttackTests
{
    private static readonly string[] Samples = [.. MatchCases.Every.Select(row => (string)row.Arguments[0]!)];

    private static readonly string[] Tokens =
    [
        "fault", "ok", "!", "(", ")", "{", "}", "[", "]", "#[", "\"", "\\", "\\\"", " AND ", " OR ", "=", "!=", ">=", "<", "CONTAINS", "BEGINSWITH", "annotation.",
        "annotation[\"", "service(", "edge(", "id(name:", "rootcause.json=#[", "group.name=", "true", "1e999", "-", ".", "0x1", "'; drop table traces; --", "%", "_", "\0", "\ud800",
    ];

    [Test]
    public void A_damaged_expression_is_read_or_refused_and_means_one_thing()
    {
        using var store = new MemoryStore();
        store.Add(NamedTraces.Documents);
        store.Summarize();
        var facts = store.TraceIds().ToDictionary(id => id, id => TraceFacts.Of(store.Find(id).Trace, store.Find(id).LimitExceeded));
        using var attack = new Attack("input-filters");
        attack.Run(attackCase =>
        {
            var random = attackCase.Random;
            var text = new Mutator(random, Tokens).Mutate(Samples[random.Next(Samples.Length)], Samples[random.Next(Samples.Length)]);
            Assert.That(FilterCompletion.At(text, random.Next(text.Length + 1), ["a", "\""], []), Is.Not.Null);
            if (!FilterExpression.TryParse(text, out var expression, out var error))
            {
                attack.Count("refused");
                Assert.That(error.Offset, Is.InRange(0, text.Length));
                Assert.That(error.Offset + error.Length, Is.LessThanOrEqualTo(text.Length));
                Assert.That(error.Message, Is.Not.Empty);
                return;
            }

            attack.Count("read");
            var written = expression.ToString();
            if (written.Length <= FilterExpression.MaxLength)
            {
                Assert.That(FilterExpression.Parse(written), Is.EqualTo(expression));
            }

            var groups = new FilterGroups(NamedTraces.FindGroup);
            var expected = facts.Where(trace => FilterEvaluator.Matches(expression, trace.Value, groups)).Select(trace => trace.Key);
            var query = FilterQuery.Of(expression, NamedTraces.FindGroup);
            var found = store.TraceIds(query.Condition).Where(id => query.Predicate is null || query.Predicate(facts[id]));
            Assert.That(found, Is.EquivalentTo(expected), text);
        });
        Assert.That(attack.Figure("read"), Is.GreaterThan(0));
    }

    [TestCase("(", 1_000_000)]
    [TestCase("!", 1_000_000)]
    [TestCase("ok ", 500_000)]
    [TestCase("service() { ", 100_000)]
    [TestCase("\"", 1_000_000)]
    [TestCase("rootcause.json = #[{\"Services\":[", 50_000)]
    [TestCase("annotation[", 100_000)]
    public void A_long_expression_is_refused_without_being_read(string piece, int times)
    {
        var text = string.Concat(Enumerable.Repeat(piece, times));
        _ = FilterExpression.TryParse(piece, out _, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(FilterExpression.TryParse(text, out _, out var error), Is.False);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
        Assert.That(error!.Message, Does.Contain(FilterExpression.MaxLength.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)).Or.Contain("2000"));
    }
}
