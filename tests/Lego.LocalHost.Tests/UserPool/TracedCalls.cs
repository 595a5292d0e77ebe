using System.Text.Json.Nodes;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;

namespace Lego.LocalHost.Tests.UserPool;

/// <summary>Options for a client, and a function around its calls whose trace can be read.</summary>
internal sealed class TracedCalls : IDisposable
{
    private readonly DaemonListener _daemon = new();
    private readonly MemoryLog _log;
    private readonly XRayExporter _exporter;

    public TracedCalls()
    {
        var sanitizer = new ErrorSanitizer(production: false);
        _log = new MemoryLog(sanitizer);
        _exporter = new XRayExporter(_daemon.Address, sanitizer, TestContext.Out.WriteLine);
        Options = new HandlerOptions
        {
            Sanitizer = sanitizer,
            Exporter = _exporter,
            LoggerFactory = _log.Factory,
            Targets = DependencyTargets.Default with { Region = PoolScope.Region },
        };
    }

    public HandlerOptions Options { get; }

    /// <summary>Runs the work as a traced invocation; its exception, if any, is left in the trace.</summary>
    public async Task<JsonObject> TraceAsync(Func<Task> work)
    {
        try
        {
            await new Function(Options, work).InvokeAsync("event", new TestLambdaContext());
        }
        catch (ExternalServiceException)
        {
            // What the test looks at is in the trace.
        }

        var root = _daemon.ReceiveOne();
        Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        return root;
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _daemon.Dispose();
        _log.Dispose();
    }

    private sealed class Function(HandlerOptions options, Func<Task> work) : TracedHandler<string, string>("probe", options)
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            await work();
            return "done";
        }
    }
}
