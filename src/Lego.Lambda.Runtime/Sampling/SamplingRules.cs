using System.Text;
using System.Text.Json;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>A list of sampling rules in the order in which they are asked: by priority, then by name. The first match decides.</summary>
public sealed class SamplingRules
{
    /// <summary>
    /// Checks and sorts rules. Without a rule <c>Default</c> that of X-Ray is added: one request a second and 5 % of the rest.
    /// </summary>
    /// <param name="rules">The rules, each name once.</param>
    /// <exception cref="FormatException">A rule breaks a limit; the message names the rule, the field and the limit.</exception>
    public SamplingRules(IEnumerable<SamplingRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var sorted = rules.ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in sorted)
        {
            SamplingRuleLimits.Check(rule);
            if (!names.Add(rule.RuleName))
            {
                throw SamplingRuleLimits.Broken(SamplingRuleLimits.Label(rule.RuleName), "RuleName", "stands twice; it must be unique");
            }
        }

        if (!names.Contains(SamplingRule.DefaultName))
        {
            sorted.Add(SamplingRule.Default);
        }

        sorted.Sort(static (a, b) => a.Priority != b.Priority
            ? a.Priority.CompareTo(b.Priority)
            : string.CompareOrdinal(a.RuleName, b.RuleName));
        All = sorted;
    }

    /// <summary>The rules in the order in which they are asked; the last is <c>Default</c>, which matches everything.</summary>
    public IReadOnlyList<SamplingRule> All { get; }

    /// <summary>
    /// Reads rules in one of three shapes: an answer of <c>GetSamplingRules</c> (<c>SamplingRuleRecords</c>), a plain list of such rules
    /// (<c>SamplingRules</c>), or version 2 of the local file of the X-Ray SDKs (<c>version</c>, <c>default</c>, <c>rules</c>).
    /// </summary>
    /// <param name="json">The document; comments and trailing commas are allowed.</param>
    /// <exception cref="FormatException">
    /// It is none of the three, or a rule is malformed; the message names the rule, the field and the limit.
    /// </exception>
    /// <remarks>
    /// Of a rule, <c>RuleName</c>, <c>Priority</c>, <c>FixedRate</c> and <c>ReservoirSize</c> are required; a pattern that is left out is
    /// <c>*</c>. A field that is not known is an error in a plain list, where it is most likely a slip that would make the rule match too
    /// much; in a service's answer it is skipped.
    /// </remarks>
    public static SamplingRules Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return new SamplingRules(RuleDocumentReader.Read(document.RootElement));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The sampling rules are not valid JSON. {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException { InnerException: EncoderFallbackException })
        {
            // Half of a surrogate pair: escaped it can be parsed, but not read, and as it is not even parsed.
            throw new FormatException($"The sampling rules hold a text that is not valid Unicode. {exception.Message}", exception);
        }
    }

    /// <summary>The rules that are built in.</summary>
    /// <param name="stage">
    /// <c>production</c> (one request a second and 10 % of the rest), <c>staging</c> (one a second and 50 %) or <c>development</c> (all),
    /// without regard to case. Anything else has production's rules, the most sparing ones.
    /// </param>
    /// <remarks>In every stage the rule <c>health</c> keeps nothing of the function <c>health</c>.</remarks>
    public static SamplingRules ForStage(string? stage) => StageRules.For(stage);
}
