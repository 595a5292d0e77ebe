namespace Lego.TraceConsole.XRayApi;

/// <summary>A rule, or what is to be changed of one. Source: AWS X-Ray API reference, SamplingRule and SamplingRuleUpdate.</summary>
internal sealed record SamplingRuleItem
{
    public string? RuleName { get; init; }

    public string? RuleARN { get; init; }

    public string? ResourceARN { get; init; }

    public int? Priority { get; init; }

    public double? FixedRate { get; init; }

    public int? ReservoirSize { get; init; }

    public string? ServiceName { get; init; }

    public string? ServiceType { get; init; }

    public string? Host { get; init; }

    public string? HTTPMethod { get; init; }

    public string? URLPath { get; init; }

    public int? Version { get; init; }

    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    public SamplingRateBoost? SamplingRateBoost { get; init; }
}

internal sealed record SamplingRateBoost(double? MaxRate, int? CooldownWindowMinutes);

internal sealed record SamplingRuleRecord(SamplingRuleItem SamplingRule, double CreatedAt, double ModifiedAt);

internal sealed record SamplingRulesResponse(IReadOnlyList<SamplingRuleRecord> SamplingRuleRecords);

internal sealed record CreateSamplingRuleRequest(SamplingRuleItem? SamplingRule);

internal sealed record UpdateSamplingRuleRequest(SamplingRuleItem? SamplingRuleUpdate);

internal sealed record DeleteSamplingRuleRequest(string? RuleName, string? RuleARN);

internal sealed record SamplingRuleResponse(SamplingRuleRecord SamplingRuleRecord);

internal sealed record SamplingTargetsRequest(IReadOnlyList<SamplingStatistics?>? SamplingStatisticsDocuments);

internal sealed record SamplingStatistics(
    string? RuleName, string? ClientID, double? Timestamp, long? RequestCount, long? SampledCount, long? BorrowCount);

internal sealed record SamplingTargetsResponse(
    IReadOnlyList<SamplingTarget> SamplingTargetDocuments, double LastRuleModification,
    IReadOnlyList<UnprocessedStatistics> UnprocessedStatistics);

internal sealed record SamplingTarget(string RuleName, double FixedRate, int ReservoirQuota, double ReservoirQuotaTTL, int Interval);

internal sealed record UnprocessedStatistics(string? RuleName, string ErrorCode, string Message);

internal sealed record StatisticSummariesResponse(IReadOnlyList<StatisticSummary> SamplingStatisticSummaries);

internal sealed record StatisticSummary(string RuleName, double Timestamp, long RequestCount, long BorrowCount, long SampledCount);
