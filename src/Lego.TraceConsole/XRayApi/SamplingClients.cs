namespace Lego.TraceConsole.XRayApi;

/// <summary>
/// Remembers which clients report on which rule, and what they reported last. Source: AWS X-Ray developer guide, "Using sampling rules with
/// the X-Ray API".
/// </summary>
internal sealed class SamplingClients
{
    /// <summary>Seconds between reports.</summary>
    public const int Interval = 10;

    /// <summary>Seconds that a quota holds, and a client that says nothing more keeps its part.</summary>
    public const int QuotaLifetime = 300;

    // More processes than one machine runs; keeps made-up ids from filling the memory.
    private const int MaxClients = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, RuleClients> _rules = new(StringComparer.Ordinal);

    /// <summary>
    /// Takes a report at the given time (epoch seconds) and gives the client's part of the reservoir. The parts of all clients make up the
    /// reservoir; what does not divide goes to the first of them by their ids. Counts since the rule was modified start again with each
    /// modification (epoch seconds).
    /// </summary>
    public int Report(SamplingStatistics report, int reservoir, double modified, double now)
    {
        lock (_lock)
        {
            if (!_rules.TryGetValue(report.RuleName!, out var rule))
            {
                _rules.Add(report.RuleName!, rule = new RuleClients());
            }

            rule.Count(report, now);
            rule.CountSince(report, modified);
            return rule.Quota(report.ClientID!, reservoir, now);
        }
    }

    /// <summary>What was reported of each rule in the last interval with reports.</summary>
    public IReadOnlyList<StatisticSummary> Summaries()
    {
        lock (_lock)
        {
            return
            [
                .. _rules.OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => new StatisticSummary(
                    rule.Key, rule.Value.Window, rule.Value.Requests, rule.Value.Borrowed, rule.Value.Sampled)),
            ];
        }
    }

    /// <summary>What was reported of a rule since it was modified last; zeros where nothing was.</summary>
    public RuleCounts Since(string rule, double modified)
    {
        lock (_lock)
        {
            return _rules.TryGetValue(rule, out var clients) && clients.Modified == modified ? clients.Since : default;
        }
    }

    private sealed class RuleClients
    {
        private readonly SortedDictionary<string, double> _heard = new(StringComparer.Ordinal);

        public double Window { get; private set; }

        public long Requests { get; private set; }

        public long Sampled { get; private set; }

        public long Borrowed { get; private set; }

        public double Modified { get; private set; } = -1;

        public RuleCounts Since { get; private set; }

        public void CountSince(SamplingStatistics report, double modified)
        {
            var before = modified == Modified ? Since : default;
            Modified = modified;
            Since = new RuleCounts(
                before.Requests + (report.RequestCount ?? 0), before.Sampled + (report.SampledCount ?? 0),
                before.Borrowed + (report.BorrowCount ?? 0));
        }

        public void Count(SamplingStatistics report, double now)
        {
            var window = Math.Floor(now / Interval) * Interval;
            if (window != Window)
            {
                (Window, Requests, Sampled, Borrowed) = (window, 0, 0, 0);
            }

            Requests += report.RequestCount ?? 0;
            Sampled += report.SampledCount ?? 0;
            Borrowed += report.BorrowCount ?? 0;
        }

        public int Quota(string client, int reservoir, double now)
        {
            foreach (var gone in _heard.Where(heard => Math.Abs(now - heard.Value) > QuotaLifetime).Select(heard => heard.Key).ToList())
            {
                _heard.Remove(gone);
            }

            if (_heard.Count >= MaxClients && !_heard.ContainsKey(client))
            {
                return 0;
            }

            _heard[client] = now;
            var before = _heard.Keys.TakeWhile(other => other != client).Count();
            return (reservoir / _heard.Count) + (before < reservoir % _heard.Count ? 1 : 0);
        }
    }
}
