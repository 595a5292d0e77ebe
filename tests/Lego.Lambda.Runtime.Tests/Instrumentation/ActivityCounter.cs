using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

/// <summary>Counts the activities of a source that others ask for; asks for none itself.</summary>
internal sealed class ActivityCounter : IDisposable
{
    private readonly ActivityListener _listener;
    private int _count;

    internal ActivityCounter(string source, Func<Activity, bool> counts)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                if (counts(activity))
                {
                    Interlocked.Increment(ref _count);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    internal int Count => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
