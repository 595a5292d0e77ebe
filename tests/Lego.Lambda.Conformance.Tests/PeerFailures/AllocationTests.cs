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
    public async Task What_else_an_unsampled_invocation_traces_allocates_nothing()
    {
        var bytes = await BytesPerRoundAsync(static context =>
        {
            TraceCalls.TraceWork("work", static () => Task.CompletedTask);
            TraceCalls.TraceDatabase("moc.get", "moc", DatabaseOperation.Select, static () => Task.CompletedTask);
            TraceCalls.TraceS3("PutObject", "models", "castle.json", static () => Task.CompletedTask);
            TraceCalls.TraceCache("get", "moc:{id}", static () => Task.CompletedTask);
            TraceCalls.TraceSearch("search", "moc", static () => Task.CompletedTask);
            TraceCalls.TraceUserPool("AdminGetUser", static () => Task.CompletedTask);
            using var work = TraceCalls.TraceWork("work");
            using var database = TraceCalls.TraceDatabase("moc.get", "moc");
            using var s3 = TraceCalls.TraceS3("PutObject", "models", "castle.json");
            using var cache = TraceCalls.TraceCache("get", "moc:{id}");
            using var search = TraceCalls.TraceSearch("search", "moc");
            using var userPool = TraceCalls.TraceUserPool("AdminGetUser");
            database.Annotate("rows", 1);
            database.AddMetadata("rowCount", 1);
            database.SetHttpResponse(200);
            context.Annotate("mocId", "m-1");
        });

        Assert.That(bytes, Is.Zero);
    }

    /// <summary>The same with async lambdas: a traced call has the task of what it calls, and makes none of its own.</summary>
    [Test]
    public async Task An_async_lambda_of_an_unsampled_invocation_allocates_its_own_task_and_no_other()
    {
        var plain = await BytesPerRoundAsync(static _ => Start(TitleAsync));

        var traced = await BytesPerRoundAsync(static _ =>
            Start(static () => TraceCalls.TraceDatabase("moc.get", "moc", DatabaseOperation.Select, static _ => TitleAsync())));

        Assert.That(traced, Is.EqualTo(plain).And.Positive);
    }

    /// <summary>The same for the invocation as a whole, compared with one in a process that has no daemon.</summary>
    [TestCase(KeepPolicy.None, 0)]
    [TestCase(KeepPolicy.Errors | KeepPolicy.Slow | KeepPolicy.Forced, 3_000, Description = "The default: held until its end, then thrown away.")]
    public void An_unsampled_invocation_allocates_nothing_for_its_trace_and_little_where_it_is_held(KeepPolicy keep, int limit)
    {
        using var daemon = new DaemonListener();
        using var traced = new XRayExporter(daemon.Address, new ErrorSanitizer(production: true));
        using var untraced = new XRayExporter(null, new ErrorSanitizer(production: true));

        var withTracing = BytesPerInvocation(traced, keep);
        var without = BytesPerInvocation(untraced, keep);

        Assert.That(withTracing - without, Is.InRange(0, limit));
        Assert.That(daemon.ReceiveArrived(), Is.Empty);
    }

    private static async Task<long> BytesPerRoundAsync(Action<HandlerContext> round)
    {
        using var stage = new Stage(SampleDecision.NotSampled);
        stage.Options = stage.Options with { Tracing = stage.Options.Tracing with { Keep = KeepPolicy.None } };
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

    private static long BytesPerInvocation(XRayExporter exporter, KeepPolicy keep)
    {
        var function = new Function(new HandlerOptions
        {
            Exporter = exporter,
            LoggerFactory = NullLoggerFactory.Instance,
            Tracing = new TracingOptions { Keep = keep, SlowAfter = TimeSpan.MaxValue },
        });
        // No deadline: its timer is the same in both and only blurs the number. The texts are made here and not in each round.
        var context = new TestLambdaContext
        {
            InvokedFunctionArn = "arn:aws:lambda:eu-central-1:123456789012:function:conformance",
            RemainingTime = TimeSpan.Zero,
            TraceId = TestTrace.NewHeader(SampleDecision.NotSampled).ToString(),
        };
        Repeat(function.Invoke, context);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(function.Invoke, context);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }

    private static void Start(Func<Task<string>> work) => _ = work();

    private static async Task<string> TitleAsync()
    {
        await Task.CompletedTask;
        return "castle";
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
