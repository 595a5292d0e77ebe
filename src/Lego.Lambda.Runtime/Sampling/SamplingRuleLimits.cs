namespace Lego.Lambda.Runtime.Sampling;

/// <summary>The limits of a rule's fields. Source: AWS X-Ray API reference, <c>SamplingRule</c>.</summary>
internal static class SamplingRuleLimits
{
    internal const int RuleName = 32;
    internal const int Attributes = 5;
    internal const int Attribute = 32;
    private const int MaxPriority = 9_999;

    /// <exception cref="FormatException">A field is out of its limits; the message names rule, field and limit.</exception>
    internal static void Check(SamplingRule rule)
    {
        CheckLength("A rule", "RuleName", rule.RuleName, RuleName, min: 1);
        var label = Label(rule.RuleName);
        CheckRate(label, "FixedRate", rule.FixedRate);
        CheckReservoir(label, "ReservoirSize", rule.ReservoirSize);
        CheckLength(label, "ServiceName", rule.ServiceName, 64);
        CheckLength(label, "ServiceType", rule.ServiceType, 64);
        CheckLength(label, "Host", rule.Host, 64);
        CheckLength(label, "HTTPMethod", rule.HttpMethod, 10);
        CheckLength(label, "URLPath", rule.UrlPath, 128);
        CheckLength(label, "ResourceARN", rule.ResourceArn, 500);
        CheckAttributes(label, rule.Attributes);
        if (rule.RuleName == SamplingRule.DefaultName)
        {
            CheckDefault(label, rule);
        }
        else if (rule.Priority is < 1 or > MaxPriority)
        {
            throw Broken(label, "Priority", $"is {rule.Priority}; it must be from 1 to {MaxPriority}");
        }
    }

    internal static string Label(string ruleName) => $"Rule \"{ruleName}\"";

    internal static void CheckRate(string label, string field, double value)
    {
        if (value is not (>= 0 and <= 1))
        {
            throw Broken(label, field, FormattableString.Invariant($"is {value}; it must be from 0 to 1"));
        }
    }

    internal static void CheckReservoir(string label, string field, int value)
    {
        if (value < 0)
        {
            throw Broken(label, field, $"is {value}; it must be 0 or more");
        }
    }

    internal static void CheckLength(string label, string field, string value, int max, int min = 0)
    {
        if (value.Length < min || value.Length > max)
        {
            var limit = min == 0 ? $"at most {max}" : $"from {min} to {max}";
            throw Broken(label, field, $"has {value.Length} characters; it may have {limit}");
        }
    }

    internal static FormatException Broken(string label, string field, string problem) => new($"{label}: {field} {problem}.");

    private static void CheckAttributes(string label, IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count > Attributes)
        {
            throw Broken(label, "Attributes", $"has {attributes.Count} members; it may have at most {Attributes}");
        }

        foreach (var (name, value) in attributes)
        {
            CheckLength(label, $"the name of attribute \"{name}\"", name, Attribute, min: 1);
            CheckLength(label, $"Attributes.{name}", value, Attribute, min: 1);
        }
    }

    private static void CheckDefault(string label, SamplingRule rule)
    {
        if (rule.Priority != SamplingRule.DefaultPriority)
        {
            throw Broken(label, "Priority", $"is {rule.Priority}; it must be {SamplingRule.DefaultPriority}, behind all other rules");
        }

        var expected = SamplingRule.MakeDefault(rule.ReservoirSize, rule.FixedRate);
        if (!rule.SaysTheSameAs(expected))
        {
            throw new FormatException($"{label}: it matches every request, so its patterns must be * and its Attributes empty.");
        }
    }
}
