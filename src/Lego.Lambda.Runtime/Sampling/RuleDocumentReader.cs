using System.Text.Json;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Reads a document of rules in any of the shapes that <see cref="SamplingRules.Parse"/> names.</summary>
internal static class RuleDocumentReader
{
    private const string Records = "SamplingRuleRecords";
    private const string Rules = "SamplingRules";

    private static readonly string[] Known =
    [
        "RuleName", "RuleARN", "Priority", "FixedRate", "ReservoirSize", "ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath",
        "ResourceARN", "Attributes", "Version", "SamplingRateBoost",
    ];

    /// <exception cref="FormatException">The document or one of its rules is malformed.</exception>
    internal static List<SamplingRule> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("The sampling rules must be a JSON object.");
        }

        if (root.TryGetProperty(LocalFileReader.Version, out _))
        {
            return LocalFileReader.Read(root);
        }

        if (root.TryGetProperty(Records, out var records))
        {
            return [.. Elements(records, Records).Select(static (record, index) => ReadRule(RuleOf(record, index), index))];
        }

        if (root.TryGetProperty(Rules, out var rules))
        {
            return [.. Elements(rules, Rules).Select(static (rule, index) => ReadStrictly(rule, index))];
        }

        throw new FormatException($"The sampling rules have none of the members {Records}, {Rules} and {LocalFileReader.Version}.");
    }

    /// <summary>Reads a page of the service's answer; a rule that cannot be understood is left out, as the X-Ray SDKs do.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="rules">Gets the rules.</param>
    /// <returns>When one of its rules was last changed, in epoch seconds.</returns>
    /// <exception cref="FormatException">The answer is not one of <c>GetSamplingRules</c>.</exception>
    internal static double ReadPage(JsonElement page, List<SamplingRule> rules)
    {
        if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty(Records, out var records))
        {
            throw new FormatException($"The answer has no {Records}.");
        }

        var modified = 0.0;
        var index = 0;
        foreach (var record in Elements(records, Records))
        {
            try
            {
                var rule = ReadRule(RuleOf(record, index), index);
                SamplingRuleLimits.Check(rule);
                rules.Add(rule);
                modified = Math.Max(modified, Math.Max(Time(record, "ModifiedAt"), Time(record, "CreatedAt")));
            }
            catch (Exception exception) when (exception is FormatException or InvalidOperationException)
            {
                // The others are worth having. InvalidOperationException: a text with half of a surrogate pair.
            }

            index++;
        }

        return modified;
    }

    internal static IEnumerable<JsonElement> Elements(JsonElement list, string name) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray()
        : throw new FormatException($"{name} must be a list.");

    private static SamplingRule ReadStrictly(JsonElement rule, int index)
    {
        RuleFields.Of(rule, $"{Rules}[{index}]").RefuseUnknown(Known);
        return ReadRule(rule, index);
    }

    private static SamplingRule ReadRule(JsonElement rule, int index)
    {
        var name = RuleFields.Of(rule, $"{Rules}[{index}]").Text("RuleName");
        var fields = new RuleFields(rule, SamplingRuleLimits.Label(name));
        if (rule.TryGetProperty("Version", out _) && fields.WholeNumber("Version") is not 1 and var version)
        {
            throw SamplingRuleLimits.Broken(fields.Label, "Version", $"is {version}; it must be 1");
        }

        return new SamplingRule
        {
            RuleName = name,
            Priority = fields.WholeNumber("Priority"),
            FixedRate = fields.Number("FixedRate"),
            ReservoirSize = fields.WholeNumber("ReservoirSize"),
            ServiceName = fields.Pattern("ServiceName"),
            ServiceType = fields.Pattern("ServiceType"),
            Host = fields.Pattern("Host"),
            HttpMethod = fields.Pattern("HTTPMethod"),
            UrlPath = fields.Pattern("URLPath"),
            ResourceArn = fields.Pattern("ResourceARN"),
            Attributes = fields.Texts("Attributes"),
        };
    }

    private static JsonElement RuleOf(JsonElement record, int index) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty("SamplingRule", out var rule)
            ? rule
            : throw new FormatException($"{Records}[{index}]: SamplingRule is missing.");

    private static double Time(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds)
            ? seconds
            : 0;
}
