namespace Lego.Lambda.Runtime.Sampling;

/// <summary>The answer of a sampler.</summary>
/// <param name="IsSampled">True when the trace is kept.</param>
/// <param name="RuleName">The rule that matched; a segment names it in <c>aws.xray.sampling_rule_name</c>.</param>
public readonly record struct SamplingDecision(bool IsSampled, string RuleName);
