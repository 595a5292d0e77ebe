using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Several ways out for the same traces. Each gets every trace, in the order given; one that fails does not keep the others from theirs.
/// </summary>
/// <remarks>A way out that waits holds up those after it, so the one that does not wait goes first.</remarks>
public sealed class CombinedExporter : ITraceExporter, INeedsActivities, IDisposable
{
    private readonly ITraceExporter[] _exporters;
    private readonly Action<string>? _warn;
    private long _failures;
    private int _warned;

    /// <summary>Combines ways out.</summary>
    /// <param name="exporters">The ways out; they belong to this object, which disposes them.</param>
    /// <param name="warn">Told once when a way out throws.</param>
    public CombinedExporter(IEnumerable<ITraceExporter> exporters, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(exporters);
        _exporters = [.. exporters];
        _warn = warn;
    }

    /// <summary>True when one of them is.</summary>
    public bool IsEnabled => Array.Exists(_exporters, static exporter => exporter.IsEnabled);

    /// <summary>True when one of them does.</summary>
    public bool RetainsTraces => Array.Exists(_exporters, static exporter => exporter.RetainsTraces);

    /// <summary>The ways out.</summary>
    public IReadOnlyList<ITraceExporter> Exporters => _exporters;

    /// <summary>How often a way out threw, which none should.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    bool INeedsActivities.NeedsActivities =>
        Array.Exists(_exporters, static exporter => exporter is INeedsActivities { NeedsActivities: true });

    /// <inheritdoc/>
    public void Export(InvocationTrace trace) => ForEach(trace, static (exporter, trace) => exporter.Export(trace));

    /// <inheritdoc/>
    public void ExportOpen(InvocationTrace trace) => ForEach(trace, static (exporter, trace) => exporter.ExportOpen(trace));

    /// <summary>Disposes the ways out.</summary>
    public void Dispose()
    {
        foreach (var exporter in _exporters)
        {
            (exporter as IDisposable)?.Dispose();
        }
    }

    private void ForEach(InvocationTrace trace, Action<ITraceExporter, InvocationTrace> send)
    {
        ArgumentNullException.ThrowIfNull(trace);
        foreach (var exporter in _exporters)
        {
            try
            {
                if (exporter.IsEnabled)
                {
                    send(exporter, trace);
                }
            }
#pragma warning disable CA1031 // A way out may be the application's own; what it throws must not cost the others their trace.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref _failures);
                if (Interlocked.Exchange(ref _warned, 1) == 0)
                {
                    _warn?.Invoke($"{exporter.GetType().Name} threw {exception.GetType().Name}. Further failures are counted but not logged.");
                }
            }
        }
    }
}
