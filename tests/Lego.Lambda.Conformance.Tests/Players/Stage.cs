using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Conformance.Tests.Players;

/// <summary>What a scenario of ours is played on: a function named like the peer's, with a daemon of its own.</summary>
internal sealed class Stage : IDisposable
{
    public const string Function = "conformance";

    private readonly DaemonListener _daemon = new();
    private readonly MemoryLog _log;
    private readonly XRayExporter _exporter;
    private IReadOnlyList<string>? _documents;

    public Stage(SampleDecision sampled = SampleDecision.Sampled, string server = "http://127.0.0.1:9", TraceHeader? header = null)
    {
        var sanitizer = new ErrorSanitizer(production: false);
        _log = new MemoryLog(sanitizer);
        _exporter = new XRayExporter(_daemon.Address, sanitizer, TestContext.Out.WriteLine);
        Header = header ?? TestTrace.NewHeader(sampled);
        Server = server;
        Options = new HandlerOptions
        {
            Sanitizer = sanitizer,
            Exporter = _exporter,
            LoggerFactory = _log.Factory,
            Region = "eu-central-1",
            // A machine that is busy must not make an invocation one that is kept for being slow.
            Tracing = new TracingOptions { PropagateTo = ["127.0.0.1"], SlowAfter = TimeSpan.MaxValue },
            Targets = new DependencyTargets
            {
                Database = DatabaseTarget.FromPostgres("Host=db.internal;Port=5433;Database=lego;Username=app;Password=br1ckt0wer"),
                SearchHost = "127.0.0.1",
                Region = "eu-central-1",
            },
        };
    }

    public TraceHeader Header { get; }

    /// <summary>URL of a server to call.</summary>
    public string Server { get; }

    public HandlerOptions Options { get; set; }

    public ExporterStatistics Statistics => _exporter.Statistics;

    public string Log => _log.Text;

    public TestLambdaContext Context => new() { AwsRequestId = "request-1", FunctionName = Function, TraceId = Header.ToString() };

    /// <summary>Invokes the function; what it throws is Lambda's to report and ends here.</summary>
    public async Task PlayAsync(Func<HandlerContext, CancellationToken, Task> work, TestLambdaContext? context = null)
    {
        try
        {
            await InvokeAsync(work, context);
        }
        catch (Exception exception) when (exception is not ResultStateException)
        {
            await TestContext.Out.WriteLineAsync($"The function failed: {exception.GetType().Name}: {exception.Message}");
        }
    }

    public Task PlayAsync(Func<HandlerContext, Task> work) => PlayAsync((context, _) => work(context));

    /// <summary>Invokes the function; its exceptions pass.</summary>
    public Task InvokeAsync(Func<HandlerContext, CancellationToken, Task> work, TestLambdaContext? context = null) =>
        new StageFunction(Options, work).InvokeAsync("event", context ?? Context);

    /// <summary>What arrives from now on is not part of the performance any more.</summary>
    public void EndHere() => _documents ??= _daemon.ReceiveArrived();

    public IReadOnlyList<string> Documents()
    {
        EndHere();
        return _documents!;
    }

    public void Dispose()
    {
        _exporter.Dispose();
        _daemon.Dispose();
        _log.Dispose();
    }

    private sealed class StageFunction(HandlerOptions options, Func<HandlerContext, CancellationToken, Task> work)
        : TracedHandler<string, string>(Function, options)
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            await work(context, cancellationToken);
            return "done";
        }
    }
}
