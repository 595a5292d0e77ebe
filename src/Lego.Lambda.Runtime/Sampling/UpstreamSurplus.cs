namespace Lego.Lambda.Runtime.Sampling;

/// <summary>
/// How many requests more than its rule asks for were kept because the caller had decided so, and are not made up for yet.
/// </summary>
/// <remarks>
/// <para>
/// A request that the rule would keep with probability e, and that is kept because the caller says so, leaves a surplus of 1 - e. While
/// half a request or more is owed, the next request that the rule would keep is let go instead, which makes up for one. What was kept is
/// then at any time what the rule alone would have kept, plus what is still owed: a number of requests, not a share, so the share is
/// unbiased whatever the rate of requests is, and after few of them as well.
/// </para>
/// <para>
/// In the long run this is the correction q = (rate - u) / (1 - u) of the probability for the others, u being the share that the caller
/// keeps, and where u is above the rate everything the caller keeps and nothing else. But u is not estimated. An estimate needs a window:
/// a short one is noisy, and as q is cut off at 0 the noise becomes a bias; a long one answers late; none is right after few requests or
/// where the caller's seconds do not start with ours.
/// </para>
/// <para>
/// The reservoir's promise is a trace each second, so its slots make up only for a surplus that the rate alone cannot absorb. What is owed
/// has an upper limit: after a caller that kept far too much, at most that many are let go.
/// </para>
/// </remarks>
internal sealed class UpstreamSurplus
{
    /// <summary>From what surplus on a request that the rate would keep is let go: half a one, so what is owed stays about 0.</summary>
    internal const double FromRate = 0.5;

    /// <summary>From what surplus on a request that has a slot of the reservoir is let go.</summary>
    internal const double FromReservoir = 8;

    /// <summary>What is owed at the most.</summary>
    internal const double Limit = 64;

    private const long One = 1_000_000;

    // In millionths of a request.
    private long _owed;

    internal void Add(double requests)
    {
        var added = (long)(requests * One);
        long owed;
        do
        {
            owed = Volatile.Read(ref _owed);
        }
        while (Interlocked.CompareExchange(ref _owed, Math.Min(owed + added, (long)(Limit * One)), owed) != owed);
    }

    /// <summary>Makes up for one request.</summary>
    /// <param name="threshold">What has to be owed for that.</param>
    /// <returns>True when the request is to be let go.</returns>
    internal bool TrySettle(double threshold)
    {
        while (Volatile.Read(ref _owed) is var owed && owed >= (long)(threshold * One))
        {
            if (Interlocked.CompareExchange(ref _owed, owed - One, owed) == owed)
            {
                return true;
            }
        }

        return false;
    }

    internal void Forget() => Volatile.Write(ref _owed, 0);
}
