namespace Lego.Lambda.Runtime.Sampling.Remote;

/// <summary>Reports what rules did and applies the targets that come back. Used by one poll at a time.</summary>
internal sealed class TargetsReporter(SamplingApiClient client, RuleTable table, string clientId)
{
    private const int MaxDocuments = 25;
    private const long Interval = 10_000;
    private const int MaxIntervalSeconds = 3_600;

    /// <summary>Names this process to the service.</summary>
    internal string ClientId => clientId;

    /// <summary>Reports the rules that had requests and whose interval is over.</summary>
    /// <param name="now">Epoch milliseconds.</param>
    /// <returns>When the account's rules were last changed, in epoch seconds; null when nothing was reported.</returns>
    internal double? Report(long now)
    {
        double? modified = null;
        foreach (var documents in Take(now).Chunk(MaxDocuments))
        {
            var answer = client.GetTargets(documents);
            foreach (var document in answer.SamplingTargetDocuments!)
            {
                Apply(document, now);
            }

            modified = answer.LastRuleModification > (modified ?? 0) ? answer.LastRuleModification : modified;
        }

        return modified;
    }

    /// <summary>When the next rule is to be reported, in epoch milliseconds.</summary>
    internal long NextDue(long now)
    {
        var due = now + (MaxIntervalSeconds * 1000L);
        foreach (var rule in table.Rules)
        {
            due = Math.Min(due, rule.ReportDue);
        }

        return due;
    }

    private List<StatisticsDocument> Take(long now)
    {
        var documents = new List<StatisticsDocument>();
        foreach (var rule in table.Rules)
        {
            if (now < rule.ReportDue)
            {
                continue;
            }

            // The first report comes a whole interval after the rule was fetched.
            var isFirst = rule.ReportDue == 0;
            rule.ReportDue = now + Interval;
            if (!isFirst && rule.Counters.Take() is { Requests: > 0 } counts)
            {
                documents.Add(new StatisticsDocument(
                    rule.Rule.RuleName, clientId, now / 1000, counts.Requests, counts.Sampled, counts.Borrowed));
            }
        }

        return documents;
    }

    // Every member may be absent, and what makes no sense counts as absent.
    private void Apply(TargetDocument document, long now)
    {
        if (document is null || table.Find(document.RuleName) is not { } rule)
        {
            return;
        }

        var rate = document.FixedRate is >= 0 and <= 1 ? document.FixedRate.Value : rule.Rule.FixedRate;
        var hasQuota = document.ReservoirQuota is >= 0 && document.ReservoirQuotaTtl is > 0;
        rule.Apply(new RuleTarget(
            rate,
            hasQuota ? document.ReservoirQuota!.Value : 0,
            hasQuota ? (long)(document.ReservoirQuotaTtl!.Value * 1000) : 0));
        if (document.Interval is >= 1 and <= MaxIntervalSeconds)
        {
            rule.ReportDue = now + (document.Interval.Value * 1000L);
        }
    }
}
