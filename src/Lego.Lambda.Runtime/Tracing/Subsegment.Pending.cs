using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>Calls of libraries that tell of them only when asked.</content>
public sealed partial class Subsegment
{
    /// <summary>The calls of a library that were started in this subsegment, or null when its invocation has ended.</summary>
    /// <param name="library">The library, or one of its connections.</param>
    /// <param name="create">Makes the collection for the first of them; of two made at the same time one is thrown away.</param>
    internal T? PendingOf<TLibrary, T>(TLibrary library, Func<TLibrary, Subsegment, T> create)
        where TLibrary : class
        where T : PendingCalls
    {
        if (Trace is not { IsClosed: false })
        {
            return null;
        }

        T? made = null;
        var details = Details;
        while (true)
        {
            var first = Volatile.Read(ref details.Pending);
            for (var calls = first; calls is not null; calls = calls.NextOfSubsegment)
            {
                if (ReferenceEquals(calls.Library, library))
                {
                    return (T)calls;
                }
            }

            made ??= create(library, this);
            made.NextOfSubsegment = first;
            if (Interlocked.CompareExchange(ref details.Pending, made, first) == first)
            {
                Trace.Add(made);
                return made;
            }
        }
    }

    private void CollectPending()
    {
        for (var calls = _details is { } details ? Volatile.Read(ref details.Pending) : null; calls is not null; calls = calls.NextOfSubsegment)
        {
            calls.CollectSafely();
        }
    }
}
