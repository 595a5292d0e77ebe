using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lego.Benchmarks.Tracing;

/// <summary>
/// The workload that all rows share: a root with four annotations and three metadata entries, and four subsegments below it with two
/// annotations and two metadata entries each.
/// </summary>
internal sealed class TracedInvocation : IDisposable
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=";

    private readonly XRayExporter _exporter;
    private readonly HandlerOptions _options;
    private readonly KeepPolicy _keep;
    private readonly string _header;

    internal TracedInvocation(string daemon, bool isSampled, KeepPolicy keep)
    {
        var sanitizer = new ErrorSanitizer(production: true);
        _exporter = new XRayExporter(daemon, sanitizer);
        _keep = keep;
        _header = Root + (isSampled ? '1' : '0');
        _options = new HandlerOptions
        {
            Sanitizer = sanitizer,
            Exporter = _exporter,
            LoggerFactory = NullLoggerFactory.Instance,
            Tracing = new TracingOptions { Keep = keep },
        };
    }

    internal HandlerOptions Options => _options;

    internal string Header => _header;

    public void Dispose() => _exporter.Dispose();

    /// <summary>One invocation; <paramref name="failure"/> is what one of the subsegments fails by.</summary>
    internal void Run(Exception? failure = null)
    {
        ParsedHeader? incoming = ParsedHeader.TryParse(_header, keepOthers: false, out var header) ? header : null;
        var trace = InvocationTrace.Start("moc-get", incoming, default, _options);
        Work(trace?.Root ?? Subsegment.None, failure);
        if (trace is not null)
        {
            trace.Close(Keeping.Decide(trace, _keep, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2)));
            _exporter.Export(trace);
            trace.Release();
        }
    }

    internal static void Work(Subsegment root, Exception? failure = null)
    {
        root.Annotate("functionName", "moc-get");
        root.Annotate("coldStart", false);
        root.Annotate("userId", "a6d4b0f2-7c61-4b0e");
        root.Annotate("resultCount", 12);
        root.AddMetadata("requestId", "8f507cfc-xmpl-4697", "request");
        root.AddMetadata("isColdStart", false, "request");
        root.AddMetadata("message", "Loaded the instructions with their parts and images");
        for (var i = 0; i < 4; i++)
        {
            using var call = TraceCalls.TraceWork("load:parts");
            call.Annotate("table", "moc_instructions");
            call.Annotate("operation", "select");
            call.AddMetadata("rowCount", 20L);
            call.AddMetadata("query", "all parts of one list in the order of their numbers");
            if (failure is not null && i == 3)
            {
                call.Fail(failure);
            }
        }
    }
}
