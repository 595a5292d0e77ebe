using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.Logging;
using Lego.Testing.RuntimeApi;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class RuntimeLoopConcurrencyTests
{
    private const int Concurrency = 8;

    private static RuntimeLoopOptions Options(
        string address,
        int concurrency,
        ILoggerFactory? loggers = null,
        string? initializationType = null,
        Action<string?>? publish = null) => new()
        {
            Environment = new LambdaEnvironment { Region = "eu-central-1", InitializationType = initializationType },
            Address = address,
            Concurrency = concurrency,
            StopOnSignals = false,
            LoggerFactory = loggers ?? new JsonLoggerProvider(new JsonLoggerOptions { Output = new JsonLineOutput(Stream.Null) }),
            PublishTraceHeader = publish ?? (static _ => { }),
        };

    [Test]
    public async Task Parallel_invocations_never_see_each_others_log_context()
    {
        using var lines = new CapturedLines();
        using var loggers = new JsonLoggerProvider(new JsonLoggerOptions { Output = lines.Output });
        var logger = loggers.CreateLogger("test");
        var arrived = new CountdownEvent(Concurrency);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = await RunningLoop.StartAsync(
            new DelegateHandler(async (invocation, response, _) =>
            {
                var user = Encoding.UTF8.GetString(invocation.Event.Span).Trim('"');
                LogContext.Current!.UserId = user;
                if (arrived.Signal())
                    all.SetResult();
                await all.Task;
                await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => LogUser(logger, user))));
                response.Write("{}"u8);
            }),
            address => Options(address, Concurrency, loggers));

        var requests = Enumerable.Range(0, Concurrency)
            .Select(i => new InvocationHeaders { RequestId = $"request-{i}", TraceHeader = $"Root=1-0000000{i}-000000000000000000000000" })
            .ToList();
        await Task.WhenAll(requests.Select((headers, i) => loop.Api.EnqueueAsync($"\"user-{i}\"", headers)));

        var seen = lines.Read().Where(static line => (string?)line["context"] == "test").ToList();
        Assert.That(seen, Has.Count.EqualTo(Concurrency * 5));
        using (Assert.EnterMultipleScope())
        {
            foreach (var line in seen)
            {
                var number = ((string)line["loggedBy"]!)["user-".Length..];
                Assert.That((string?)line["userId"], Is.EqualTo($"user-{number}"));
                Assert.That((string?)line["requestId"], Is.EqualTo($"request-{number}"));
                Assert.That((string?)line["traceId"], Is.EqualTo($"1-0000000{number}-000000000000000000000000"));
                Assert.That((string?)line["region"], Is.EqualTo("eu-central-1"));
                Assert.That((string?)line["functionName"], Is.EqualTo("moc-get"));
            }
        }

        arrived.Dispose();
    }

    [Test]
    public async Task A_process_polls_as_often_at_a_time_as_its_concurrency_says()
    {
        var running = 0;
        var peak = 0;
        var full = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = await RunningLoop.StartAsync(
            new DelegateHandler(async (_, response, _) =>
            {
                peak = Math.Max(peak, Interlocked.Increment(ref running));
                if (Volatile.Read(ref running) == 3)
                    full.TrySetResult();
                await full.Task;
                Interlocked.Decrement(ref running);
                response.Write("{}"u8);
            }),
            address => Options(address, concurrency: 3));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => loop.Api.EnqueueAsync("{}")));

        Assert.That(peak, Is.EqualTo(3));
    }

    [TestCase(1, null, true)]
    [TestCase(2, null, false)]
    [TestCase(1, "lambda-managed-instances", false)]
    public async Task The_trace_variable_is_set_only_where_one_invocation_runs_at_a_time(int concurrency, string? type, bool isSet)
    {
        var published = new ConcurrentQueue<string?>();
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(static _ => "{}"),
            address => Options(address, concurrency, initializationType: type, publish: published.Enqueue));

        await loop.Api.EnqueueAsync("{}", new InvocationHeaders { TraceHeader = "Root=1-1-1" });
        await loop.Api.EnqueueAsync("{}");

        Assert.That(published, Is.EqualTo(isSet ? new[] { "Root=1-1-1", null } : []));
    }

    [Test]
    public async Task The_trace_variable_is_the_one_that_the_AWS_SDK_reads()
    {
        const string Variable = "_X_AMZN_TRACE_ID";
        var before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            await using var loop = await RunningLoop.StartAsync(
                DelegateHandler.Returning(static _ => Environment.GetEnvironmentVariable(Variable) ?? "none"),
                static address => new RuntimeLoopOptions
                {
                    Environment = new LambdaEnvironment(),
                    Address = address,
                    StopOnSignals = false,
                });

            var outcome = await loop.Api.EnqueueAsync("{}", new InvocationHeaders { TraceHeader = "Root=1-2-3;Sampled=0" });

            Assert.That(outcome.Text, Is.EqualTo("Root=1-2-3;Sampled=0"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }

    private static void LogUser(ILogger logger, string user) => logger.LoggedBy(user);
}
