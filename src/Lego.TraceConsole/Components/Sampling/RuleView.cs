namespace Lego.TraceConsole.Components.Sampling;

/// <summary>A sampling rule and what clients reported of it since it was modified (epoch seconds; 0 for a rule that never was).</summary>
public sealed record RuleView(
    string Name, string Priority, string Matches, string Rate, string Reservoir, double Modified, long Requests, long Sampled, long Borrowed,
    RuleInput Input)
{
    public bool IsDefault => Name == XRayApi.SamplingRuleChecks.Default;
}
