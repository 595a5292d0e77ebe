using System.Text.Json.Nodes;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Instrumentation;

/// <summary>Runs work as an invocation of a function that is none of the catalog's.</summary>
internal static class TracedRun
{
    /// <summary>The document of work that succeeds, or fails with that exception.</summary>
    internal static async Task<JsonObject> OfAsync(Func<Task> work, Type? failsWith = null)
    {
        var documents = await DocumentsAsync(work, TestTrace.NewHeader(), new TracingOptions(), failsWith);
        var document = documents.Single();
        Assert.That(SegmentSchema.Validate(document), Is.Empty, document);
        return JsonNode.Parse(document)!.AsObject();
    }

    internal static async Task<IReadOnlyList<string>> DocumentsAsync(
        Func<Task> work, TraceHeader header, TracingOptions tracing, Type? failsWith = null)
    {
        using var daemon = new DaemonListener();
        using var log = new MemoryLog();
        var sanitizer = new ErrorSanitizer(production: true);
        using var exporter = new XRayExporter(daemon.Address, sanitizer, message => Assert.Fail(message));
        var options = new HandlerOptions
        {
            Sanitizer = sanitizer,
            LoggerFactory = log.Factory,
            Exporter = exporter,
            Tracing = tracing,
            Targets = new DependencyTargets { Database = DatabaseTarget.FromPostgres(AssemblySetUp.Settings.Database) },
        };
        var run = new Function(options, work).InvokeAsync("event", new TestLambdaContext { TraceId = header.ToString() });
        if (failsWith is null)
        {
            await run;
        }
        else
        {
            Assert.That(() => run, Throws.InstanceOf(failsWith));
        }

        return daemon.ReceiveArrived();
    }

    internal static int Described(JsonObject document, string type) =>
        document.SelfAndDescendants()
            .SelectMany(part => part["cause"] is JsonObject cause ? cause["exceptions"]!.AsArray() : [])
            .Count(exception => (string?)exception!["type"] == type);

    /// <summary>The id of the exception that a subsegment failed with, wherever it is described.</summary>
    internal static string? CauseId(JsonObject part) => part["cause"] switch
    {
        JsonObject described => (string?)described["exceptions"]![0]!["id"],
        var id => (string?)id,
    };

    private sealed class Function(HandlerOptions options, Func<Task> work) : TracedHandler<string, string>("run", options)
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            await work();
            return "done";
        }
    }
}
