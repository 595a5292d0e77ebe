using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

/// <summary>Bytes are counted on the one thread that does the work; nothing here is timed.</summary>
[NonParallelizable]
public sealed class AllocationTests
{
    private const int Rounds = 500;

    /// <summary>The X-Ray SDK for .NET builds every subsegment of an unsampled request in Lambda, and throws it away.</summary>
    [Test]
    public async Task Traced_calls_of_an_unsampled_invocation_allocate_nothing()
    {
        var bytes = await BytesPerRoundAsync(static _ =>
        {
            TraceCalls.TraceWork("work", static _ => Task.CompletedTask);
            TraceCalls.TraceDatabase("moc.get", "moc", DatabaseOperation.Select, static subsegment =>
            {
                subsegment.SetStatement("SELECT 1");
                return Task.CompletedTask;
            });
            TraceCalls.TraceS3("PutObject", "models", "castle.json", static _ => Task.CompletedTask);
            TraceCalls.TraceCache("get", "moc:{id}", static _ => Task.CompletedTask);
            TraceCalls.TraceSearch("search", "moc", static _ => Task.CompletedTask);
            TraceCalls.TraceUserPool("AdminGetUser", static _ => Task.CompletedTask);
        });

        Assert.That(bytes, Is.Zero);
    }

    /// <summary>The same with calls that take no subsegment, with scopes, and with what is written on subsegments.</summary>
    [Test]
    public async Task What_else_an_unsampled_invocation_traces_allocates_next_to_nothing()
    {
        const int Calls = 6;

        var bytes = await BytesPerRoundAsync(static context =>
        {
            TraceCalls.TraceWork("work", static () => Task.CompletedTask);
            TraceCalls.TraceS3("PutObject", "models", "castle.json", static () => Task.CompletedTask);
            using var scope = TraceCalls.TraceDatabase("moc.get", "moc");
            scope.Annotate("rows", 1);
            scope.AddMetadata("rowCount", 1);
            context.Annotate("mocId", "m-1");
        });

        Assert.That(bytes / Calls, Is.LessThanOrEqualTo(100));
    }

    /// <summary>The same for the invocation as a whole, compared with one in a process that has no daemon.</summary>
    [Test]
    public void An_unsampled_invocation_allocates_next_to_nothing_for_its_trace()
    {
        using var daemon = new DaemonListener();
        using var traced = new XRayExporter(daemon.Address, new ErrorSanitizer(production: true));
        using var untraced = new XRayExporter(null, new ErrorSanitizer(production: true));

        var withTracing = BytesPerInvocation(traced);
        var without = BytesPerInvocation(untraced);

        // The ids of the header are read into strings.
        Assert.That(withTracing - without, Is.LessThanOrEqualTo(200));
    }

    private static async Task<long> BytesPerRoundAsync(Action<HandlerContext> round)
    {
        using var stage = new Stage(SampleDecision.NotSampled);
        var allocated = -1L;
        await stage.InvokeAsync((context, _) =>
        {
            Repeat(round, context);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Repeat(round, context);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return Task.CompletedTask;
        });
        Assert.That(stage.Documents(), Is.Empty);
        return allocated / Rounds;
    }

    private static long BytesPerInvocation(XRayExporter exporter)
    {
        var function = new Function(new HandlerOptions { Exporter = exporter, LoggerFactory = NullLoggerFactory.Instance });
        // No deadline: its timer is the same in both and only blurs the number.
        var context = new TestLambdaContext
        {
            RemainingTime = TimeSpan.Zero,
            TraceId = TestTrace.NewHeader(SampleDecision.NotSampled).ToString(),
        };
        Repeat(function.Invoke, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(function.Invoke, context);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }

    private static void Repeat<T>(Action<T> action, T argument)
    {
        for (var i = 0; i < Rounds; i++)
        {
            action(argument);
        }
    }

    private sealed class Function(HandlerOptions options) : TracedHandler<string, string>(Stage.Function, options)
    {
        // Work that went on elsewhere would escape the count.
        public void Invoke(TestLambdaContext context) => Assert.That(InvokeAsync("event", context).IsCompletedSuccessfully, Is.True);

        protected override Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken) =>
            Task.FromResult("done");
    }
}
