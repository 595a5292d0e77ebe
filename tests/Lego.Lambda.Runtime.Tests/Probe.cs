using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests;

/// <summary>A function whose work is given by the test, with a daemon and a log of its own.</summary>
internal sealed class Probe : IDisposable
{
    internal Probe(TimeProvider? clock = null, bool production = false, TracingOptions? tracing = null)
    {
        var sanitizer = new ErrorSanitizer(production);
        Log = new MemoryLog(sanitizer, clock);
        Exporter = new XRayExporter(Daemon.Address, sanitizer, TestContext.Out.WriteLine);
        Options = new HandlerOptions
        {
            Sanitizer = sanitizer,
            Exporter = Exporter,
            Tracing = tracing ?? new TracingOptions(),
            LoggerFactory = Log.Factory,
            Clock = clock ?? TimeProvider.System,
            Region = "eu-central-1",
            CorsOrigins = ["https://app.example.com"],
            Targets = new DependencyTargets
            {
                Database = DatabaseTarget.FromPostgres("Host=db.internal;Port=5433;Database=lego;Username=app;Password=hunter2"),
                CacheHost = "cache.internal",
                SearchHost = "search.internal",
                Region = "eu-central-1",
            },
        };
    }

    internal DaemonListener Daemon { get; } = new();

    internal MemoryLog Log { get; }

    internal XRayExporter Exporter { get; }

    internal HandlerOptions Options { get; }

    internal TraceHeader Header { get; } = TestTrace.NewHeader();

    internal TestLambdaContext Context(TraceHeader? header = null) => new() { TraceId = (header ?? Header).ToString() };

    internal Task<string> RunAsync(Func<HandlerContext, CancellationToken, Task<string>> work, TestLambdaContext? context = null) =>
        new Function(Options, work).InvokeAsync("event", context ?? Context());

    internal Task<string> RunAsync(Func<Task> work, TestLambdaContext? context = null) => RunAsync(
        async (_, _) =>
        {
            await work();
            return "done";
        },
        context);

    public void Dispose()
    {
        Exporter.Dispose();
        Daemon.Dispose();
        Log.Dispose();
    }

    internal sealed class Function(HandlerOptions options, Func<HandlerContext, CancellationToken, Task<string>> work)
        : TracedHandler<string, string>("probe", options)
    {
        protected override Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken) =>
            work(context, cancellationToken);
    }
}
