using Amazon.XRay.Recorder.Core;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Runtime.XRaySdk.Export;

namespace Lego.Lambda.Runtime.XRaySdk;

/// <summary>
/// Hands finished traces to the emitter of <see cref="AWSXRayRecorder.Instance"/> instead of sending them itself, for processes that have
/// an emitter of their own or that want one way out for everything. Slower than <see cref="XRayExporter"/>: each document is written twice.
/// </summary>
/// <remarks>
/// Documents are cut, shortened and sanitized as those of <see cref="XRayExporter"/>. What the recorder's own emitter loses on the way to
/// the daemon it keeps to itself; such documents count as sent.
/// </remarks>
public sealed class RecorderExporter : ITraceExporter, IDisposable
{
    private readonly XRayExporter _exporter;

    /// <summary>Creates the exporter, and makes the recorder join our traces (<see cref="RecorderInterop.Join"/>).</summary>
    /// <param name="sanitizer">What a trace may hold.</param>
    /// <param name="warn">Told once when documents get lost.</param>
    public RecorderExporter(ErrorSanitizer sanitizer, Action<string>? warn = null)
    {
        RecorderInterop.Join();
        _exporter = new XRayExporter(new EmitterSender(), sanitizer, warn);
    }

    /// <summary>False when the recorder's options switch tracing off.</summary>
    public bool IsEnabled => !AWSXRayRecorder.Instance.XRayOptions.IsXRayTracingDisabled;

    /// <inheritdoc/>
    public bool RetainsTraces => false;

    /// <summary>Counts so far.</summary>
    public ExporterStatistics Statistics => _exporter.Statistics;

    /// <inheritdoc/>
    public void Export(InvocationTrace trace) => _exporter.Export(trace);

    /// <summary>Leaves the recorder and its emitter as they are.</summary>
    public void Dispose() => _exporter.Dispose();
}
