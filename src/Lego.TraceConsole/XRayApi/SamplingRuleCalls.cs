namespace Lego.TraceConsole.XRayApi;

/// <summary>GetSamplingRules, CreateSamplingRule, UpdateSamplingRule and DeleteSamplingRule.</summary>
internal sealed class SamplingRuleCalls(SamplingRuleStore store)
{
    // Source: AWS General Reference, "AWS X-Ray endpoints and quotas".
    private const int MaxRules = 25;

    public SamplingRulesResponse All(PagedRequest request)
    {
        Demand.NoToken(request.NextToken);
        return new SamplingRulesResponse(store.All());
    }

    public SamplingRuleResponse Create(CreateSamplingRuleRequest request)
    {
        var rule = SamplingRuleChecks.New(request.SamplingRule);
        return store.TryAdd(rule, MaxRules) is { } record
            ? new SamplingRuleResponse(record)
            : throw (store.All().Any(known => known.SamplingRule.RuleName == rule.RuleName)
                ? XRayApiException.Invalid("RuleName is the name of another rule.")
                : XRayApiException.RuleLimit(FormattableString.Invariant($"There can be at most {MaxRules} rules beside the rule Default.")));
    }

    public SamplingRuleResponse Update(UpdateSamplingRuleRequest request)
    {
        var change = request.SamplingRuleUpdate ?? throw Demand.Missing("SamplingRuleUpdate");
        var record = Find(change.RuleName, change.RuleARN);
        return new SamplingRuleResponse(store.Save(record with { SamplingRule = SamplingRuleChecks.Changed(record.SamplingRule, change) }));
    }

    public SamplingRuleResponse Delete(DeleteSamplingRuleRequest request)
    {
        var record = Find(request.RuleName, request.RuleARN);
        if (record.SamplingRule.RuleName == SamplingRuleChecks.Default)
        {
            throw XRayApiException.Invalid("The rule Default cannot be deleted.");
        }

        store.Delete(record.SamplingRule.RuleName!);
        return new SamplingRuleResponse(record);
    }

    private SamplingRuleRecord Find(string? name, string? arn)
    {
        if (string.IsNullOrEmpty(name) && string.IsNullOrEmpty(arn))
        {
            throw XRayApiException.Invalid("RuleName or RuleARN is required.");
        }

        Demand.Optional(name, "RuleName", SamplingRuleChecks.MaxName);
        var wanted = string.IsNullOrEmpty(name) ? Arns.RuleName(arn!) : name;
        return store.All().FirstOrDefault(record => record.SamplingRule.RuleName == wanted) ?? throw XRayApiException.Invalid(
            string.IsNullOrEmpty(name) ? "RuleARN names no rule that there is." : "RuleName names no rule that there is.");
    }
}
