using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>What is left to the end: calls of libraries that tell of them only when asked, and causes of calls that only instrumentation saw.</content>
public sealed partial class InvocationTrace
{
    private PendingCalls? _pending;
    private List<(Subsegment Subsegment, Exception Exception)>? _undescribed;

    internal void Add(PendingCalls calls)
    {
        do
        {
            calls.NextOfTrace = Volatile.Read(ref _pending);
        }
        while (Interlocked.CompareExchange(ref _pending, calls, calls.NextOfTrace) != calls.NextOfTrace);
    }

    /// <summary>
    /// Describes an exception when the trace ends. Where instrumentation sees it, its stack is the library's own; by the end it has come to
    /// whoever made the call, and a subsegment of theirs may have described it.
    /// </summary>
    internal void DescribeLater(Subsegment subsegment, Exception exception)
    {
        using (_gate.Enter())
        {
            (_undescribed ??= []).Add((subsegment, exception));
        }
    }

    private void CompleteLate()
    {
        for (var calls = Volatile.Read(ref _pending); calls is not null; calls = calls.NextOfTrace)
        {
            calls.CollectSafely();
        }

        List<(Subsegment Subsegment, Exception Exception)>? undescribed;
        using (_gate.Enter())
        {
            (undescribed, _undescribed) = (_undescribed, null);
        }

        if (undescribed is null)
        {
            return;
        }

        // A call before the requests that it was made by, which ended earlier.
        undescribed.Reverse();
        foreach (var (subsegment, exception) in undescribed)
        {
            var (cause, causeId) = Describe(exception);
            subsegment.SetCause(cause, causeId);
        }
    }
}
