using System.Globalization;
using Lego.TraceConsole.XRayApi;

namespace Lego.TraceConsole.Components.Sampling;

/// <summary>The sampling rules in the order in which they are asked, and the form for a new one.</summary>
/// <param name="Rules">All there are, Default last.</param>
/// <param name="New">What stands in the form for a new one.</param>
/// <param name="Failure">What is wrong with a request that belongs to none of the forms.</param>
public sealed record SamplingView(IReadOnlyList<RuleView> Rules, RuleInput New, string? Failure = null)
{
    internal static SamplingView Read(SamplingRuleStore store, SamplingClients clients) =>
        new([.. store.All().Select(record => RuleOf(record, clients))], RuleInput.New);

    /// <summary>With what was sent in place of what is stored.</summary>
    internal SamplingView With(string rule, RuleInput input) => Rules.Any(known => known.Name == rule)
        ? this with { Rules = [.. Rules.Select(known => known.Name == rule ? known with { Input = input } : known)] }
        : this with { Failure = input.Mistake };

    private static RuleView RuleOf(SamplingRuleRecord record, SamplingClients clients)
    {
        var rule = record.SamplingRule;
        var counts = clients.Since(rule.RuleName!, record.ModifiedAt);
        return new RuleView(
            rule.RuleName!, Text(rule.Priority), Matches(rule), string.Create(CultureInfo.InvariantCulture, $"{100 * rule.FixedRate:0.####} %"),
            Text(rule.ReservoirSize), record.ModifiedAt, counts.Requests, counts.Sampled, counts.Borrowed, RuleInput.Of(rule));
    }

    private static string Matches(SamplingRuleItem rule)
    {
        (string Label, string? Pattern)[] patterns =
        [
            ("service", rule.ServiceName), ("type", rule.ServiceType), ("host", rule.Host), ("method", rule.HTTPMethod), ("path", rule.URLPath),
            ("ARN", rule.ResourceARN), .. (rule.Attributes ?? new Dictionary<string, string>()).Select(pair => (pair.Key, (string?)pair.Value)),
        ];
        var narrowing = patterns.Where(pattern => pattern.Pattern != "*").Select(pattern => $"{pattern.Label} {pattern.Pattern}");
        return string.Join(", ", narrowing.DefaultIfEmpty("everything"));
    }

    private static string Text(int? value) => value!.Value.ToString(CultureInfo.InvariantCulture);
}
