using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes traces as X-Ray segment documents and sends them to the daemon over UDP: one datagram per trace where it fits, else several.
/// </summary>
public sealed class XRayExporter : ITraceExporter, IDisposable
{
    // 65,507 bytes is the largest UDP payload over IPv4, just below X-Ray's 64 KB for a document.
    internal const int MaxDatagram = 65_507;

    private readonly IDocumentSender? _sender;
    private readonly ErrorSanitizer _sanitizer;
    private readonly Action<string>? _warn;
    private readonly Action<int> _countLate;
    private readonly DocumentBuilder.Send _send;
    private DocumentBuilder? _idle;
    private long _sent;
    private long _lost;
    private long _trimmed;
    private long _late;
    private long _dropped;
    private int _warned;

    /// <summary>Creates an exporter for the daemon at an address in the form of <see cref="DaemonAddress.TryParse"/>.</summary>
    /// <param name="daemonAddress">Usually the value of <c>AWS_XRAY_DAEMON_ADDRESS</c>; null, blank or malformed switches tracing off.</param>
    /// <param name="sanitizer">What a trace may hold.</param>
    /// <param name="warn">Told once when documents get lost.</param>
    public XRayExporter(string? daemonAddress, ErrorSanitizer sanitizer, Action<string>? warn = null)
        : this(DaemonAddress.TryParse(daemonAddress, out var address) ? new DaemonClient(address) : null, sanitizer, warn)
    {
        if (_sender is null && !string.IsNullOrWhiteSpace(daemonAddress))
        {
            Warn($"{DaemonAddress.EnvironmentVariable} is not host:port or tcp:host:port udp:host:port; tracing is off.");
        }
    }

    internal XRayExporter(IDocumentSender? sender, ErrorSanitizer sanitizer, Action<string>? warn)
    {
        ArgumentNullException.ThrowIfNull(sanitizer);
        _sender = sender;
        _sanitizer = sanitizer;
        _warn = warn;
        _countLate = count => Interlocked.Add(ref _late, count);
        _send = Send;
    }

    /// <inheritdoc/>
    public bool IsEnabled => _sender is not null;

    /// <inheritdoc/>
    public bool RetainsTraces => false;

    /// <summary>Counts so far.</summary>
    public ExporterStatistics Statistics => new(
        Interlocked.Read(ref _sent),
        Interlocked.Read(ref _lost),
        Interlocked.Read(ref _trimmed),
        Interlocked.Read(ref _late),
        Interlocked.Read(ref _dropped));

    /// <inheritdoc/>
    public void Export(InvocationTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.KeptBecause != KeepReason.None)
        {
            Write(trace, hasOpen: trace.IsTimedOut);
        }

        trace.ReportLateTo(_countLate);
    }

    /// <inheritdoc/>
    public void ExportOpen(InvocationTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Write(trace, hasOpen: true);
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => (_sender as IDisposable)?.Dispose();

    private void Write(InvocationTrace trace, bool hasOpen)
    {
        if (_sender is null)
        {
            return;
        }

        try
        {
            // Invocations that end at the same time have a builder each; one of them is kept for the next.
            var documents = Interlocked.Exchange(ref _idle, null) ?? new DocumentBuilder(_sanitizer, _send);
            documents.Build(trace, hasOpen);
            if ((documents.Trimmed | documents.Dropped) != 0)
            {
                Interlocked.Add(ref _trimmed, documents.Trimmed);
                Interlocked.Add(ref _dropped, documents.Dropped);
            }

            Volatile.Write(ref _idle, documents);
        }
#pragma warning disable CA1031 // Tracing must not fail the request that it watches, whatever a caller put into the trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Lose($"A trace could not be written ({exception.GetType().Name}).");
        }
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (_sender!.TrySend(datagram))
        {
            Interlocked.Increment(ref _sent);
        }
        else
        {
            Lose("Segment documents could not be sent to the X-Ray daemon.");
        }
    }

    private void Lose(string reason)
    {
        Interlocked.Increment(ref _lost);
        Warn(reason + " Further losses are counted but not logged.");
    }

    private void Warn(string message)
    {
        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            _warn?.Invoke(message);
        }
    }
}
