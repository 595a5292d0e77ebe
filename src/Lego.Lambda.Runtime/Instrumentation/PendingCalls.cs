using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Calls of a library that tells of them only when it is asked. It is asked when the subsegment ends that they were started in, and once
/// more, for those that took longer, when the trace is closed or announced.
/// </summary>
internal abstract class PendingCalls(object library, Subsegment subsegment)
{
    internal object Library => library;

    internal PendingCalls? NextOfSubsegment { get; set; }

    internal PendingCalls? NextOfTrace { get; set; }

    protected Subsegment Subsegment => subsegment;

    /// <summary>Reports what has ended since the last time. A failure of the library to tell stays with the trace.</summary>
    internal void CollectSafely()
    {
        try
        {
            Collect();
        }
#pragma warning disable CA1031 // What a library answers must not fail the request that called it.
        catch (Exception)
#pragma warning restore CA1031
        {
            Subsegment.AddMetadata("instrumentation", "calls could not be read", "trace");
        }
    }

    /// <summary>Reports to the subsegment what has ended since the last time. May be called by several threads at once.</summary>
    protected abstract void Collect();
}
