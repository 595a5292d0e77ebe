namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Rules in use, with their state.</summary>
internal sealed class RuleTable
{
    private readonly RuleState[] _rules;

    /// <param name="rules">The rules in their order.</param>
    /// <param name="isShared">True for the account's rules.</param>
    /// <param name="before">The table that this one replaces: a rule that did not change keeps its counts, quota and slots.</param>
    internal RuleTable(SamplingRules rules, bool isShared, RuleTable? before = null) =>
        _rules = [.. rules.All.Select(rule => before?.Unchanged(rule) ?? new RuleState(rule, isShared))];

    internal ReadOnlySpan<RuleState> Rules => _rules;

    /// <summary>The first rule that matches; the last one, <c>Default</c>, matches everything.</summary>
    internal RuleState Match(in SamplingRequest request)
    {
        foreach (var rule in _rules)
        {
            if (rule.Matches(request))
            {
                return rule;
            }
        }

        return _rules[^1];
    }

    internal RuleState? Find(string? ruleName) => Array.Find(_rules, state => state.Rule.RuleName == ruleName);

    private RuleState? Unchanged(SamplingRule rule) => Find(rule.RuleName) is { } state && state.Rule.SaysTheSameAs(rule) ? state : null;
}
