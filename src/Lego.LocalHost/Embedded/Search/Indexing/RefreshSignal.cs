namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>Lets writes wait for the refresh that shows them.</summary>
internal sealed class RefreshSignal
{
    // As the real server: so many waiting writes force a refresh instead of piling up.
    private const int MaxWaiting = 1000;

    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <summary>False when too many wait already: the caller refreshes itself.</summary>
    public bool TryWait(out Task refreshed)
    {
        lock (_gate)
        {
            refreshed = _next.Task;
            return ++_waiting <= MaxWaiting;
        }
    }

    public void Fire()
    {
        TaskCompletionSource fired;
        lock (_gate)
        {
            fired = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting = 0;
        }

        fired.SetResult();
    }
}
