namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>Counts running requests, so that a stopped server has none left that still writes files.</summary>
internal sealed class InFlightRequests
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _drained;

    public void Enter()
    {
        lock (_gate) _count++;
    }

    public void Exit()
    {
        lock (_gate)
        {
            if (--_count == 0) _drained?.TrySetResult();
        }
    }

    public Task WhenDrained()
    {
        lock (_gate)
        {
            if (_count == 0) return Task.CompletedTask;
            _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }
}
