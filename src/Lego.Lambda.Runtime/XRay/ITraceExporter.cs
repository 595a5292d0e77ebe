using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>A way out for finished traces.</summary>
public interface ITraceExporter
{
    /// <summary>False when traces would go nowhere; then none are recorded.</summary>
    bool IsEnabled { get; }

    /// <summary>
    /// Sends a finished trace before it returns, since the environment may be frozen as soon as the response is posted. Never throws and
    /// never waits; what is lost is counted.
    /// </summary>
    void Export(InvocationTrace trace);
}
