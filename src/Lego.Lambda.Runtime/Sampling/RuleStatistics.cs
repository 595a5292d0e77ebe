namespace Lego.Lambda.Runtime.Sampling;

/// <summary>What a rule did since the last snapshot. Source: AWS X-Ray API reference, <c>SamplingStatisticsDocument</c>.</summary>
/// <param name="Requests">Requests that matched.</param>
/// <param name="Sampled">Those of them that are kept, borrowed ones included.</param>
/// <param name="Borrowed">Those that are kept from the reservoir without a quota of it.</param>
internal readonly record struct RuleStatistics(int Requests, int Sampled, int Borrowed);
