using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.XRayApi;

/// <summary>GetSamplingTargets and GetSamplingStatisticSummaries.</summary>
internal sealed class SamplingTargetCalls(SamplingRuleStore store, SamplingClients clients, TimeProvider clock)
{
    private const int MaxDocuments = 25;
    private const int ClientIdLength = 24;

    public SamplingTargetsResponse Targets(SamplingTargetsRequest request)
    {
        var documents = Demand.List(request.SamplingStatisticsDocuments, "SamplingStatisticsDocuments", MaxDocuments);
        foreach (var document in documents)
        {
            Check(document);
        }

        var now = SummaryItems.Time(EpochTime.From(clock.GetUtcNow()));
        var (rules, modified) = store.Read();
        var targets = new List<SamplingTarget>();
        var unknown = new List<UnprocessedStatistics>();
        foreach (var document in documents)
        {
            if (rules.FirstOrDefault(record => record.SamplingRule.RuleName == document.RuleName) is { SamplingRule: var rule } record)
            {
                var quota = clients.Report(document, rule.ReservoirSize!.Value, record.ModifiedAt, now);
                targets.Add(new SamplingTarget(
                    rule.RuleName!, rule.FixedRate!.Value, quota, now + SamplingClients.QuotaLifetime, SamplingClients.Interval));
            }
            else
            {
                unknown.Add(new UnprocessedStatistics(document.RuleName, "400", "RuleName names no rule that there is."));
            }
        }

        return new SamplingTargetsResponse(targets, modified, unknown);
    }

    public StatisticSummariesResponse Summaries(PagedRequest request)
    {
        Demand.NoToken(request.NextToken);
        var rules = store.All().Select(record => record.SamplingRule.RuleName).ToHashSet(StringComparer.Ordinal);
        return new StatisticSummariesResponse([.. clients.Summaries().Where(summary => rules.Contains(summary.RuleName))]);
    }

    private static void Check(SamplingStatistics document)
    {
        Demand.Text(document.RuleName, "RuleName", SamplingRuleChecks.MaxName);
        Demand.Text(document.ClientID, "ClientID", ClientIdLength, ClientIdLength);
        Demand.Within(document.Timestamp, "Timestamp", 0, double.MaxValue);
        Demand.Within(document.RequestCount, "RequestCount", 0, int.MaxValue);
        Demand.Within(document.SampledCount, "SampledCount", 0, int.MaxValue);
        Demand.Optional(document.BorrowCount, "BorrowCount", 0, int.MaxValue);
    }
}
