namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>
/// What is to happen around the snapshot of Lambda SnapStart: end connections before it, since no server knows them after it, and make
/// anew after it what must not be the same in all copies, such as connections, credentials, cached times and seeds.
/// </summary>
/// <remarks>
/// Register while the handler is made. Without SnapStart no hook runs. Source: AWS Lambda Developer Guide, "Use code to run before or
/// after a Lambda function snapshot".
/// </remarks>
public sealed class SnapshotHooks
{
    private readonly List<Func<ValueTask>> _beforeSnapshot = [];
    private readonly List<Func<ValueTask>> _afterRestore = [];

    /// <summary>Runs before the snapshot is taken, the last registered first. Its time counts as that of init.</summary>
    /// <param name="hook">What it throws fails the publication of the version.</param>
    /// <exception cref="ArgumentNullException"><paramref name="hook"/> is null.</exception>
    public void RegisterBeforeSnapshot(Func<ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        _beforeSnapshot.Add(hook);
    }

    /// <summary>Runs in each environment that is restored, before its first invocation, the first registered first; together at most
    /// 10 seconds with the restore itself.</summary>
    /// <param name="hook">What it throws ends the environment.</param>
    /// <exception cref="ArgumentNullException"><paramref name="hook"/> is null.</exception>
    public void RegisterAfterRestore(Func<ValueTask> hook)
    {
        ArgumentNullException.ThrowIfNull(hook);
        _afterRestore.Add(hook);
    }

    internal async ValueTask RunBeforeSnapshotAsync()
    {
        for (var i = _beforeSnapshot.Count - 1; i >= 0; i--)
            await _beforeSnapshot[i]().ConfigureAwait(false);
    }

    internal async ValueTask RunAfterRestoreAsync()
    {
        foreach (var hook in _afterRestore)
            await hook().ConfigureAwait(false);
    }
}
