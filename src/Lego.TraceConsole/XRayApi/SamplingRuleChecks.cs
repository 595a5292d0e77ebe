namespace Lego.TraceConsole.XRayApi;

/// <summary>Limits of sampling rules. Source: AWS X-Ray API reference, SamplingRule; X-Ray developer guide, "Configure sampling rules".</summary>
internal static class SamplingRuleChecks
{
    public const string Default = "Default";
    public const int MaxName = 32;
    public const int MinPriority = 1;
    public const int MaxPriority = 9999;
    public const int MaxPattern = 64;
    public const int MaxMethod = 10;
    public const int MaxPath = 128;
    public const int MaxArn = 500;

    /// <summary>A complete rule that is to be made.</summary>
    public static SamplingRuleItem New(SamplingRuleItem? rule)
    {
        if (rule is null)
        {
            throw Demand.Missing("SamplingRule");
        }

        var name = Demand.Text(rule.RuleName, "RuleName", MaxName);
        if (name == Default)
        {
            throw XRayApiException.Invalid("RuleName must not be Default: that rule is always there.");
        }

        (object? Value, string Member)[] required =
        [
            (rule.Priority, "Priority"), (rule.FixedRate, "FixedRate"), (rule.ReservoirSize, "ReservoirSize"), (rule.Version, "Version"),
            (rule.ServiceName, "ServiceName"), (rule.ServiceType, "ServiceType"), (rule.Host, "Host"), (rule.HTTPMethod, "HTTPMethod"),
            (rule.URLPath, "URLPath"), (rule.ResourceARN, "ResourceARN"),
        ];
        if (Array.Find(required, pair => pair.Value is null) is { Member: { } missing })
        {
            throw Demand.Missing(missing);
        }

        CheckOptional(rule);
        return rule with { RuleARN = Arns.Rule(name), Attributes = rule.Attributes ?? new Dictionary<string, string>() };
    }

    /// <summary>The rule with what is given of the change. Of the default rule only rate and reservoir can be changed.</summary>
    public static SamplingRuleItem Changed(SamplingRuleItem rule, SamplingRuleItem change)
    {
        CheckOptional(change);
        var beyondRate = change with { RuleName = null, RuleARN = null, FixedRate = null, ReservoirSize = null };
        if (rule.RuleName == Default && beyondRate != new SamplingRuleItem())
        {
            throw XRayApiException.Invalid("Of the rule Default only FixedRate and ReservoirSize can be changed.");
        }

        return rule with
        {
            Priority = change.Priority ?? rule.Priority,
            FixedRate = change.FixedRate ?? rule.FixedRate,
            ReservoirSize = change.ReservoirSize ?? rule.ReservoirSize,
            ServiceName = change.ServiceName ?? rule.ServiceName,
            ServiceType = change.ServiceType ?? rule.ServiceType,
            Host = change.Host ?? rule.Host,
            HTTPMethod = change.HTTPMethod ?? rule.HTTPMethod,
            URLPath = change.URLPath ?? rule.URLPath,
            ResourceARN = change.ResourceARN ?? rule.ResourceARN,
            Attributes = change.Attributes ?? rule.Attributes,
            SamplingRateBoost = change.SamplingRateBoost ?? rule.SamplingRateBoost,
        };
    }

    private static void CheckOptional(SamplingRuleItem rule)
    {
        Demand.Optional(rule.Priority, "Priority", MinPriority, MaxPriority);
        Demand.Optional(rule.FixedRate, "FixedRate", 0d, 1d);
        Demand.Optional(rule.ReservoirSize, "ReservoirSize", 0, int.MaxValue);
        Demand.Optional(rule.Version, "Version", 1, 1);
        Demand.Optional(rule.ServiceName, "ServiceName", MaxPattern, min: 0);
        Demand.Optional(rule.ServiceType, "ServiceType", MaxPattern, min: 0);
        Demand.Optional(rule.Host, "Host", MaxPattern, min: 0);
        Demand.Optional(rule.HTTPMethod, "HTTPMethod", MaxMethod, min: 0);
        Demand.Optional(rule.URLPath, "URLPath", MaxPath, min: 0);
        Demand.Optional(rule.ResourceARN, "ResourceARN", MaxArn, min: 0);
        foreach (var (key, value) in rule.Attributes ?? new Dictionary<string, string>())
        {
            Demand.Text(key, "Attributes (key)", 32);
            Demand.Text(value, "Attributes (value)", 32);
        }

        if (rule.Attributes?.Count > 5)
        {
            throw XRayApiException.Invalid("Attributes must have at most 5 pairs.");
        }

        if (rule.SamplingRateBoost is { } boost)
        {
            Demand.Within(boost.MaxRate, "SamplingRateBoost.MaxRate", 0d, 1d);
            Demand.Within(boost.CooldownWindowMinutes, "SamplingRateBoost.CooldownWindowMinutes", 1, int.MaxValue);
        }
    }
}
