namespace Lego.Lambda.Runtime.Sampling;

/// <summary>A rule and what it did so far in this process.</summary>
/// <param name="rule">The rule.</param>
/// <param name="isShared">True for a rule of the account, whose reservoir is shared with other processes.</param>
internal sealed class RuleState(SamplingRule rule, bool isShared)
{
    // After so long without a request, what the caller kept before says nothing about the requests to come.
    private const uint IdleSeconds = 300;

    private readonly RuleMatcher _matcher = new(rule);
    private readonly Reservoir _reservoir = new();
    private readonly UpstreamSurplus _surplus = new();
    private RuleTarget? _target;
    private uint _lastSecond;

    internal SamplingRule Rule => rule;

    internal RuleCounters Counters { get; } = new();

    /// <summary>When the counts are to be reported next, in epoch milliseconds.</summary>
    internal long ReportDue { get; set; }

    internal bool Matches(in SamplingRequest request) => _matcher.Matches(request);

    internal void Apply(RuleTarget target)
    {
        var rate = FixedRate(Volatile.Read(ref _target));
        Volatile.Write(ref _target, target);
        if (FixedRate(target) != rate)
        {
            _surplus.Forget();
        }
    }

    /// <summary>Decides and counts. Source: AWS X-Ray developer guide, "Using sampling rules with the X-Ray API".</summary>
    /// <param name="isUpstreamSampled">True when the caller has decided to keep the request.</param>
    /// <param name="now">Epoch milliseconds.</param>
    /// <param name="random">Decides by the rate.</param>
    internal bool Decide(bool isUpstreamSampled, long now, Random random)
    {
        Counters.AddRequest();
        var second = (uint)(now / 1000);
        ForgetAfterIdling(second);
        var target = Volatile.Read(ref _target);
        var rate = FixedRate(target);
        var hasQuota = target is not null && now < target.QuotaEnds;
        var size = !isShared ? rule.ReservoirSize
            : hasQuota ? target!.Quota
            // Until the service has given a quota, every process may borrow one request a second.
            : Math.Min(rule.ReservoirSize, 1);
        var hasSlot = _reservoir.TryTake(second, size);
        var isSampled = isUpstreamSampled || WouldKeep(hasSlot, rate, random);
        if (isUpstreamSampled && !hasSlot)
        {
            _surplus.Add(1 - rate);
        }

        if (isSampled)
        {
            Counters.AddSampled(isBorrowed: hasSlot && isShared && !hasQuota);
        }

        return isSampled;
    }

    private bool WouldKeep(bool hasSlot, double rate, Random random)
    {
        // A rate of 1 keeps everything, also while another thread still counts by an earlier rate.
        if (rate >= 1)
        {
            return true;
        }

        return hasSlot
            ? !_surplus.TrySettle(UpstreamSurplus.FromReservoir)
            : random.NextDouble() < rate && !_surplus.TrySettle(UpstreamSurplus.FromRate);
    }

    private double FixedRate(RuleTarget? target) => target?.FixedRate ?? rule.FixedRate;

    private void ForgetAfterIdling(uint second)
    {
        var last = Volatile.Read(ref _lastSecond);
        if (second == last)
        {
            return;
        }

        Volatile.Write(ref _lastSecond, second);
        if (second > last && second - last > IdleSeconds)
        {
            _surplus.Forget();
        }
    }
}
