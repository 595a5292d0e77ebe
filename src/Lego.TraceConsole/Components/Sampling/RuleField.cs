using System.Globalization;
using Lego.TraceConsole.XRayApi;

namespace Lego.TraceConsole.Components.Sampling;

/// <summary>A field of the form of a rule.</summary>
/// <param name="Name">Member of the X-Ray API.</param>
/// <param name="Label">As it is shown.</param>
/// <param name="Limit">What can stand in it, in words.</param>
/// <param name="MaxLength">Most characters that make sense.</param>
/// <param name="Start">What a new rule begins with.</param>
public sealed record RuleField(string Name, string Label, string Limit, int MaxLength, string Start)
{
    private const int MaxDigits = 20;

    public static RuleField RuleName { get; } = new("RuleName", "Name", $"1 to {SamplingRuleChecks.MaxName} characters", SamplingRuleChecks.MaxName, "");

    public static RuleField Priority { get; } = new(
        "Priority", "Priority", $"a whole number from {SamplingRuleChecks.MinPriority} to {SamplingRuleChecks.MaxPriority}", MaxDigits, "100");

    public static RuleField FixedRate { get; } = new("FixedRate", "Rate", "a number from 0 to 1", MaxDigits, "0.05");

    public static RuleField ReservoirSize { get; } = new(
        "ReservoirSize", "Reservoir", string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {int.MaxValue}"), MaxDigits, "1");

    /// <summary>Those that all rules have.</summary>
    public static IReadOnlyList<RuleField> Rates { get; } = [FixedRate, ReservoirSize];

    public static IReadOnlyList<RuleField> Patterns { get; } =
    [
        Pattern("ServiceName", "Service", SamplingRuleChecks.MaxPattern), Pattern("ServiceType", "Service type", SamplingRuleChecks.MaxPattern),
        Pattern("Host", "Host", SamplingRuleChecks.MaxPattern), Pattern("HTTPMethod", "Method", SamplingRuleChecks.MaxMethod),
        Pattern("URLPath", "Path", SamplingRuleChecks.MaxPath), Pattern("ResourceARN", "Resource ARN", SamplingRuleChecks.MaxArn),
    ];

    public bool IsNumber => this == Priority || this == FixedRate || this == ReservoirSize;

    private static RuleField Pattern(string name, string label, int max) => new(name, label, $"at most {max} characters, * and ? for any", max, "*");
}
