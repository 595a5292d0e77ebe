using Lego.TraceConsole.Filters;
using Lego.TraceConsole.Filters.Evaluation;

namespace Lego.TraceConsole.Tests.Filters;

[Parallelizable(ParallelScope.All)]
public sealed class FilterEvaluatorTests
{
    [TestCaseSource(typeof(MatchCases), nameof(MatchCases.Every))]
    public void An_expression_is_true_of_the_traces_that_it_describes(string text, string names)
    {
        var expression = FilterExpression.Parse(text);
        var groups = new FilterGroups(NamedTraces.FindGroup);

        var found = NamedTraces.All.Where(trace => FilterEvaluator.Matches(expression, trace.Facts, groups)).Select(trace => trace.Name);

        Assert.That(string.Join(' ', found), Is.EqualTo(names));
    }

    [TestCaseSource(typeof(MatchCases), nameof(MatchCases.Every))]
    public void An_expression_reads_back_as_it_is_written(string text, string names)
    {
        var expression = FilterExpression.Parse(text);

        Assert.That(FilterExpression.Parse(expression.ToString()), Is.EqualTo(expression), $"{expression} of {names}");
    }

    [Test]
    public void Groups_that_name_each_other_twice_are_each_asked_once()
    {
        var asked = 0;
        var groups = new FilterGroups(group =>
        {
            asked++;
            var next = $"group.name = \"{int.Parse(group.Text, System.Globalization.CultureInfo.InvariantCulture) + 1}\"";
            return FilterExpression.Parse(group.Text == "40" ? "fault" : $"{next} AND !(!({next}))");
        });
        var expression = FilterExpression.Parse("group.name = \"0\"");

        var found = NamedTraces.All.Where(trace => FilterEvaluator.Matches(expression, trace.Facts, groups)).Select(trace => trace.Name);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Is.EqualTo(["broken"]));
            Assert.That(asked, Is.EqualTo(41));
        }
    }
}
