using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Calls of libraries that tell of them only when asked.</content>
public sealed partial class InvocationTrace
{
    private PendingCalls? _pending;

    internal void Add(PendingCalls calls)
    {
        do
        {
            calls.NextOfTrace = Volatile.Read(ref _pending);
        }
        while (Interlocked.CompareExchange(ref _pending, calls, calls.NextOfTrace) != calls.NextOfTrace);
    }

    private void CollectPending()
    {
        for (var calls = Volatile.Read(ref _pending); calls is not null; calls = calls.NextOfTrace)
        {
            calls.CollectSafely();
        }
    }
}
