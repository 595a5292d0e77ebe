namespace Lego.Lambda.Runtime.Sampling;

/// <summary>What the service asks of a rule in this process. Source: AWS X-Ray API reference, <c>SamplingTargetDocument</c>.</summary>
/// <param name="FixedRate">Share to keep after the reservoir, in place of the rule's own.</param>
/// <param name="Quota">This process's part of the reservoir, requests a second.</param>
/// <param name="QuotaEnds">Until when the quota holds, in epoch milliseconds; 0 when there is none.</param>
internal sealed record RuleTarget(double FixedRate, int Quota, long QuotaEnds);
