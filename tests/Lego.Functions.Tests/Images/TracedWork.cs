using System.Text.Json.Nodes;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Images;

/// <summary>Runs work inside a handler and returns the document that its trace becomes.</summary>
internal static class TracedWork
{
    public static async Task<JsonObject> RunAsync(Func<CancellationToken, Task> work)
    {
        using var daemon = new DaemonListener();
        var sanitizer = new ErrorSanitizer(production: false);
        var exporter = new XRayExporter(daemon.Address, sanitizer, message => Assert.Fail(message));
        using var log = new MemoryLog();
        var handler = new Handler(new HandlerOptions { Sanitizer = sanitizer, LoggerFactory = log.Factory, Exporter = exporter }, work);
        await handler.InvokeAsync("", new LambdaContext { TraceId = TestTrace.NewHeader().ToString() });
        return daemon.ReceiveOne();
    }

    private sealed class Handler(HandlerOptions options, Func<CancellationToken, Task> work) : TracedHandler<string, string>("work", options)
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            await work(cancellationToken);
            return "";
        }
    }
}
