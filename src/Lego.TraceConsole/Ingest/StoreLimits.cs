using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Ingest;

/// <summary>Keeps the store within its age and size, a little at a time, so that documents do not have to wait for it.</summary>
internal sealed class StoreLimits(GuardedWriter store, TraceConsoleOptions options)
{
    private const int MaxDropped = 1000;
    private const int MaxFreedPages = 2000;

    // As many as X-Ray draws.
    private const int KeptServices = 10_000;

    private double? _dropBefore;
    private bool _isOverSize;

    /// <summary>There is nothing to drop any more.</summary>
    public bool IsSettled => _dropBefore is null && !_isOverSize;

    /// <summary>Has everything dropped that is too old by now.</summary>
    public void Renew() => _dropBefore = EpochTime.From(options.Clock.GetUtcNow() - options.Retention);

    public void DropSome()
    {
        if (_dropBefore is { } cutoff)
        {
            var isMore = false;
            store.Transact((writer, _) => isMore = writer.DropOlderThan(cutoff, MaxDropped));
            if (!isMore)
            {
                _dropBefore = null;
                store.Transact((writer, _) => writer.DropUnusedServices(KeptServices));
                store.Try(writer => writer.GiveBackSpace(MaxFreedPages));
            }
        }

        _isOverSize = false;
        store.Try(writer => _isOverSize = writer.UsedBytes > options.MaxStoreBytes);
        if (_isOverSize)
        {
            var isMore = false;
            store.Transact((writer, _) => isMore = writer.DropOldest(MaxDropped));
            _isOverSize = isMore;
        }
    }
}
