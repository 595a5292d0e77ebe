using System.Text.Json.Nodes;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Schema;

namespace Lego.Testing.Tracing;

/// <summary>Runs work as an invocation of a traced function, and gives back the documents that it sent.</summary>
public sealed class TracedRun
{
    /// <summary>The header the invocation comes with; a sampled one where nothing is said.</summary>
    public TraceHeader Header { get; init; } = TestTrace.NewHeader();

    /// <summary>How it is traced.</summary>
    public TracingOptions Tracing { get; init; } = new();

    /// <summary>The servers as the service map names them.</summary>
    public DependencyTargets Targets { get; init; } = new();

    /// <summary>The one document of an invocation with the default options.</summary>
    public static async Task<JsonObject> DocumentOfAsync(Func<Task> work) => (await new TracedRun().RunAsync(work)).Single();

    /// <summary>Runs the work; what it throws is thrown on, unless <paramref name="mayFail"/>.</summary>
    public async Task<IReadOnlyList<JsonObject>> RunAsync(Func<Task> work, bool mayFail = false)
    {
        using var daemon = new DaemonListener();
        var sanitizer = new ErrorSanitizer(production: false);
        using var log = new MemoryLog(sanitizer);
        using var exporter = new XRayExporter(daemon.Address, sanitizer, message => throw new InvalidOperationException(message));
        var function = new Function(
            new HandlerOptions
            {
                Sanitizer = sanitizer,
                Exporter = exporter,
                LoggerFactory = log.Factory,
                Tracing = Tracing,
                Targets = Targets,
            },
            work);
        try
        {
            await function.InvokeAsync("event", new TestLambdaContext { TraceId = Header.ToString() });
        }
#pragma warning disable CA1031 // The test looks at what is traced of it.
        catch (Exception) when (mayFail)
#pragma warning restore CA1031
        {
        }

        var documents = daemon.ReceiveArrived();
        foreach (var document in documents)
        {
            if (SegmentSchema.Validate(document) is { Count: > 0 } violations)
            {
                throw new InvalidOperationException(string.Join('\n', violations) + '\n' + document);
            }
        }

        return [.. documents.Select(document => JsonNode.Parse(document)!.AsObject())];
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
