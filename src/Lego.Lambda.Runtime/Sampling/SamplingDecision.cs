namespace Lego.Lambda.Runtime.Sampling;

/// <summary>A sampling decision.</summary>
/// <param name="IsSampled">Whether the invocation is sampled.</param>
/// <param name="RuleName">The rule that decided.</param>
public readonly record struct SamplingDecision(bool IsSampled, string RuleName);
