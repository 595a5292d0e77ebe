namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Counts what a rule does; a count is never lost and never told twice.</summary>
internal sealed class RuleCounters
{
    private int _requests;
    private int _sampled;
    private int _borrowed;

    internal void AddRequest() => Interlocked.Increment(ref _requests);

    internal void AddSampled(bool isBorrowed)
    {
        if (isBorrowed)
        {
            Interlocked.Increment(ref _borrowed);
        }

        Interlocked.Increment(ref _sampled);
    }

    /// <summary>
    /// Takes the counts and starts again. A decision that is under way may have counted its request already and its sample not yet;
    /// that sample then waits for the next snapshot that has a request for it, so that no snapshot says more samples than requests.
    /// </summary>
    internal RuleStatistics Take()
    {
        var requests = Interlocked.Exchange(ref _requests, 0);
        var sampled = TakeUpTo(ref _sampled, requests);
        return new RuleStatistics(requests, sampled, TakeUpTo(ref _borrowed, sampled));
    }

    private static int TakeUpTo(ref int counter, int most)
    {
        var count = Interlocked.Exchange(ref counter, 0);
        if (count > most)
        {
            Interlocked.Add(ref counter, count - most);
        }

        return Math.Min(count, most);
    }
}
