using Lego.Lambda.Runtime.Sampling.Remote;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>
/// Decides by rules: the first <see cref="SamplingRule.ReservoirSize"/> requests of each second and <see cref="SamplingRule.FixedRate"/> of
/// the rest are kept.
/// </summary>
/// <remarks>
/// In <see cref="SamplingMode.Rules"/> a request that the caller keeps is always kept, and counts: it takes a slot of the reservoir where
/// one is free, and else leaves a surplus that later requests make up for. So 10 % is 10 % in total, and more only where the caller
/// itself keeps more. Slots are per process with local rules, see <see cref="SamplingRule.ReservoirSize"/>.
/// </remarks>
public sealed class RuleSampler : ISampler, IDisposable
{
    private readonly RuleTable _local;
    private readonly SamplingMode _mode;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly RemoteRules? _remote;

    /// <summary>Makes a sampler with rules of its own.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="mode">What counts when the caller has decided already.</param>
    /// <param name="clock">Tells the seconds of the reservoir.</param>
    /// <param name="random">
    /// Decides by the rate; must bear several threads where several decide. Null for <see cref="Random.Shared"/>.
    /// </param>
    public RuleSampler(SamplingRules rules, SamplingMode mode = SamplingMode.Rules, TimeProvider? clock = null, Random? random = null)
        : this(rules, mode, clock, random, remote: null)
    {
    }

    internal RuleSampler(SamplingRules rules, SamplingMode mode, TimeProvider? clock, Random? random, RemoteRules? remote)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _local = new RuleTable(rules, isShared: false);
        _mode = mode;
        _clock = clock ?? TimeProvider.System;
        _random = random ?? Random.Shared;
        _remote = remote;
    }

    /// <summary>The last fetch of the account's rules that was started; it never fails.</summary>
    internal Task LastPoll => _remote?.LastPoll ?? Task.CompletedTask;

    /// <inheritdoc/>
    public SamplingDecision Decide(in SamplingRequest request, SampleDecision upstream)
    {
        // Wall clock: a monotonic one may stand still while an environment is frozen, and then its seconds would last longer.
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var table = _remote?.Current(now) ?? _local;
        var rule = table.Match(request);
        var isDecided = _mode == SamplingMode.Upstream && upstream is SampleDecision.Sampled or SampleDecision.NotSampled;
        var isSampled = isDecided ? upstream == SampleDecision.Sampled : rule.Decide(upstream == SampleDecision.Sampled, now, _random);
        return new SamplingDecision(isSampled, rule.Rule.RuleName);
    }

    /// <summary>Closes the connection to the daemon where rules are fetched over one; decisions may go on.</summary>
    public void Dispose() => _remote?.Dispose();
}
