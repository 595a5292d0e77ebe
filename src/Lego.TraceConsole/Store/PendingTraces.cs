namespace Lego.TraceConsole.Store;

/// <summary>
/// Traces with documents that are stored and not summarised yet, oldest first. Waiting a moment lets a trace come in completely, so that it
/// is summarised once. The table of the same name lets the wait survive a crash.
/// </summary>
internal sealed class PendingTraces
{
    private readonly Queue<(long Trace, double Since, long Number)> _waiting = new();
    private readonly HashSet<long> _known = [];

    /// <summary>Number of the last trace that was added; they count up.</summary>
    public long LastNumber { get; private set; }

    public int Count => _waiting.Count;

    /// <summary>Since when the oldest waits, epoch seconds; null when none does.</summary>
    public double? OldestSince => _waiting.TryPeek(out var oldest) ? oldest.Since : null;

    /// <summary>Everything up to this number has been taken.</summary>
    public long TakenNumber => _waiting.TryPeek(out var oldest) ? oldest.Number - 1 : LastNumber;

    /// <summary>False when it waits already.</summary>
    public bool Add(long trace, double since)
    {
        if (!_known.Add(trace))
        {
            return false;
        }

        _waiting.Enqueue((trace, since, ++LastNumber));
        return true;
    }

    /// <summary>Takes the oldest, when it waits since <paramref name="dueSince"/> or before, or somebody waits for its number.</summary>
    public bool TryTake(double dueSince, long wantedNumber, out long trace)
    {
        trace = 0;
        if (!_waiting.TryPeek(out var oldest) || (oldest.Since > dueSince && oldest.Number > wantedNumber))
        {
            return false;
        }

        trace = _waiting.Dequeue().Trace;
        _known.Remove(trace);
        return true;
    }

    public void Clear()
    {
        _waiting.Clear();
        _known.Clear();
    }
}
