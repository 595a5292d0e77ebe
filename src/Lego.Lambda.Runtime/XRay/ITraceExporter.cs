using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>A way out for finished traces.</summary>
public interface ITraceExporter
{
    /// <summary>False when traces would go nowhere; then none are recorded.</summary>
    bool IsEnabled { get; }

    /// <summary>
    /// False when nothing of a trace is read after <see cref="Export"/> has returned: its memory is then used again for the next one, and its
    /// subsegments are found empty. True, the default, for ways out that keep traces or send them later.
    /// </summary>
    bool RetainsTraces => true;

    /// <summary>
    /// Sends a finished trace before it returns, since the environment may be frozen as soon as the response is posted. Never throws;
    /// never waits, or for a bounded time where the protocol has an answer to wait for. What is lost is counted.
    /// </summary>
    /// <param name="trace">The trace; one with <see cref="InvocationTrace.KeptBecause"/> = <see cref="KeepReason.None"/> is not to be sent, only its losses counted.</param>
    void Export(InvocationTrace trace);

    /// <summary>
    /// Sends what there is of a trace whose invocation is about to be cut off by its deadline. If the invocation ends in time after all,
    /// <see cref="Export"/> follows. Called from another thread than the invocation's. Ways out that know only finished work do nothing.
    /// </summary>
    /// <param name="trace">The trace, with subsegments that are still open.</param>
    void ExportOpen(InvocationTrace trace)
    {
    }
}
