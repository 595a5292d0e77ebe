using System.Text.Json;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Reads version 2 of the local rules file of the X-Ray SDKs. Source: AWS X-Ray developer guide, sampling in the SDKs.</summary>
internal static class LocalFileReader
{
    internal const string Version = "version";
    private const string NumberedName = "rule-";

    private static readonly string[] Known = ["description", "host", "http_method", "url_path", "fixed_target", "rate"];

    /// <exception cref="FormatException">The file or one of its rules is malformed.</exception>
    internal static List<SamplingRule> Read(JsonElement root)
    {
        if (RuleFields.Of(root, "The sampling rules").WholeNumber(Version) is not 2 and var version)
        {
            throw SamplingRuleLimits.Broken("The sampling rules", Version, $"is {version}; it must be 2");
        }

        if (!root.TryGetProperty("default", out var rest))
        {
            throw SamplingRuleLimits.Broken("The sampling rules", "default", "is missing");
        }

        var fields = RuleFields.Of(rest, SamplingRuleLimits.Label("default"));
        fields.RefuseUnknown(["fixed_target", "rate"]);
        var rules = new List<SamplingRule> { SamplingRule.MakeDefault(Target(fields), Rate(fields)) };
        if (root.TryGetProperty("rules", out var list))
        {
            foreach (var rule in RuleDocumentReader.Elements(list, "rules"))
            {
                rules.Add(ReadRule(rule, rules));
            }
        }

        return rules;
    }

    // The file's rules have no names and no priorities: the first that matches decides, and a description serves as name where it can.
    private static SamplingRule ReadRule(JsonElement rule, List<SamplingRule> before)
    {
        var number = before.Count;
        var fields = RuleFields.Of(rule, SamplingRuleLimits.Label($"{NumberedName}{number}"));
        fields.RefuseUnknown(Known);
        var description = fields.OptionalText("description");
        var isName = description is { Length: >= 1 and <= SamplingRuleLimits.RuleName }
            && !description.StartsWith(NumberedName, StringComparison.Ordinal)
            && before.All(other => other.RuleName != description);
        var read = new SamplingRule
        {
            RuleName = isName ? description! : $"{NumberedName}{number}",
            Priority = number,
            ReservoirSize = Target(fields),
            FixedRate = Rate(fields),
            Host = fields.Pattern("host"),
            HttpMethod = fields.Pattern("http_method"),
            UrlPath = fields.Pattern("url_path"),
        };
        SamplingRuleLimits.CheckLength(fields.Label, "host", read.Host, 64);
        SamplingRuleLimits.CheckLength(fields.Label, "http_method", read.HttpMethod, 10);
        SamplingRuleLimits.CheckLength(fields.Label, "url_path", read.UrlPath, 128);
        return read;
    }

    private static int Target(RuleFields fields)
    {
        var target = fields.WholeNumber("fixed_target");
        SamplingRuleLimits.CheckReservoir(fields.Label, "fixed_target", target);
        return target;
    }

    private static double Rate(RuleFields fields)
    {
        var rate = fields.Number("rate");
        SamplingRuleLimits.CheckRate(fields.Label, "rate", rate);
        return rate;
    }
}
