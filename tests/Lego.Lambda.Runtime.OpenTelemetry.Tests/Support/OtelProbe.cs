using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;

/// <summary>A function whose work is given by the test, with a collector of its own.</summary>
internal sealed class OtelProbe : IAsyncDisposable
{
    private OtelProbe(OtlpReceiver receiver, OpenTelemetryOptions options, TimeProvider? clock, ITraceExporter? other)
    {
        Receiver = receiver;
        var sanitizer = new ErrorSanitizer(production: false);
        // Half a minute: a loaded machine must not make a test lose its trace. Tests of the timeout have a clock of their own.
        Exporter = new OpenTelemetryExporter(
            options with { Endpoint = receiver.Endpoint },
            sanitizer,
            clock,
            Warnings.Add);
        Options = new HandlerOptions
        {
            Sanitizer = sanitizer,
            Exporter = other is null ? Exporter : new CombinedExporter([other, Exporter]),
            LoggerFactory = Log.Factory,
            Clock = clock ?? TimeProvider.System,
            Targets = new DependencyTargets
            {
                Database = DatabaseTarget.FromPostgres("Host=db.internal;Port=5433;Database=lego;Username=app;Password=hunter2"),
                CacheHost = "redis@127.0.0.1",
                SearchHost = "search.internal",
                Region = "eu-central-1",
            },
        };
    }

    internal OtlpReceiver Receiver { get; }

    internal OpenTelemetryExporter Exporter { get; }

    internal HandlerOptions Options { get; }

    internal MemoryLog Log { get; } = new();

    internal List<string> Warnings { get; } = [];

    internal TraceHeader Header { get; init; } = TestTrace.NewHeader();

    internal static async Task<OtelProbe> StartAsync(
        OtlpProtocol protocol = OtlpProtocol.HttpProtobuf,
        OpenTelemetryOptions? options = null,
        TimeProvider? clock = null,
        ITraceExporter? other = null)
    {
        var settings = options ?? new OpenTelemetryOptions { Timeout = TimeSpan.FromSeconds(30) };
        return new OtelProbe(await OtlpReceiver.StartAsync(protocol), settings with { Protocol = protocol }, clock, other);
    }

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

    /// <summary>The one request that the work led to.</summary>
    internal async Task<ReceivedRequest> TraceAsync(Func<Task> work, TestLambdaContext? context = null)
    {
        await RunAsync(work, context);
        return Receiver.Requests.Single();
    }

    public async ValueTask DisposeAsync()
    {
        Exporter.Dispose();
        Log.Dispose();
        await Receiver.DisposeAsync();
    }

    private sealed class Function(HandlerOptions options, Func<HandlerContext, CancellationToken, Task<string>> work)
        : TracedHandler<string, string>("probe", options)
    {
        protected override Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken) =>
            work(context, cancellationToken);
    }
}
