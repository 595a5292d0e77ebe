using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class InlineExportTests
{
    private const int Invocations = 100;

    /// <summary>OpenTelemetry's batch processor exports on a thread of its own, which Lambda freezes with what it still holds.</summary>
    [Test]
    public async Task When_the_answer_is_there_the_trace_has_been_sent()
    {
        using var daemon = new DaemonListener();
        using var exporter = new XRayExporter(daemon.Address, new ErrorSanitizer(production: true));
        var function = new Function(exporter);
        var arrived = new List<int>();

        for (var i = 0; i < Invocations; i++)
        {
            await function.InvokeAsync("event", Context());
            arrived.Add(daemon.ReceiveArrived().Count);
        }

        Assert.That(arrived, Is.All.EqualTo(1));
    }

    /// <summary>An exporter that speaks OTLP waits for a collector that does not answer, and the request waits with it.</summary>
    [TestCase("127.0.0.1:9", Description = "Nobody listens there: the port of the discard service.")]
    [TestCase("192.0.2.1:2000", Description = "Nothing is routed there. Source: RFC 5737.")]
    [TestCase("daemon.invalid:2000", Description = "Nobody has that name. Source: RFC 6761.")]
    public void A_daemon_that_is_not_there_is_waited_for_by_nobody(string address)
    {
        using var exporter = new XRayExporter(address, new ErrorSanitizer(production: true));
        var function = new Function(exporter);

        // A function that ends at once has its answer at once: whatever waited would make the task an unfinished one.
        var answers = Enumerable.Range(0, Invocations).Select(_ => function.InvokeAsync("event", Context())).ToList();

        Assert.That(answers.Select(answer => answer.IsCompletedSuccessfully), Is.All.True);
    }

    private static TestLambdaContext Context() => new() { TraceId = TestTrace.NewHeader().ToString() };

    private sealed class Function(XRayExporter exporter)
        : TracedHandler<string, string>(
            Stage.Function, new HandlerOptions { Exporter = exporter, LoggerFactory = NullLoggerFactory.Instance })
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            await TraceCalls.TraceWork("work", static () => Task.CompletedTask);
            return "done";
        }
    }
}
