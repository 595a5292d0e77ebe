using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests;

[Parallelizable(ParallelScope.All)]
public sealed partial class TracedHandlerTests
{
    [Test]
    public async Task The_root_hangs_under_the_segment_of_the_header()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Task.CompletedTask);

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Text("type"), Is.EqualTo("subsegment"));
            Assert.That(root.Text("name"), Is.EqualTo("probe"));
            Assert.That(root.Text("trace_id"), Is.EqualTo(TraceIds.ToXRay(probe.Header.TraceId)));
            Assert.That(root.Text("parent_id"), Is.EqualTo(probe.Header.ParentId.ToHexString()));
            Assert.That(root.Annotation("functionName"), Is.EqualTo("probe"));
            Assert.That(root.Annotation("coldStart"), Is.EqualTo("true"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task Only_the_first_invocation_of_an_environment_is_a_cold_start()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Task.CompletedTask);
        await probe.RunAsync(() => Task.CompletedTask);

        var documents = probe.Daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject()).ToList();
        Assert.That(documents.Select(document => document.Annotation("coldStart")), Is.EqualTo(new[] { "true", "false" }));
    }

    [TestCase(SampleDecision.NotSampled)]
    [TestCase(SampleDecision.None)]
    [TestCase(SampleDecision.Requested)]
    public async Task Nothing_is_recorded_without_the_decision_to_sample_where_nothing_is_to_be_kept(SampleDecision decision)
    {
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });
        var recorded = true;

        await probe.RunAsync(
            () => TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, subsegment =>
            {
                recorded = subsegment.IsRecorded;
                return Task.CompletedTask;
            }),
            probe.Context(TestTrace.NewHeader(decision)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(recorded, Is.False);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("Root=1-5759e988-zzzzzzzzzzzzzzzzzzzzzzzz;Parent=53995c3f42cd8ad8;Sampled=1")]
    public async Task Without_a_readable_header_nothing_is_sampled_and_the_request_goes_on(string header)
    {
        using var probe = new Probe();

        var answer = await probe.RunAsync(() => Task.CompletedTask, new TestLambdaContext { TraceId = header });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("done"));
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [Test]
    public async Task An_unsampled_invocation_does_not_write_into_the_trace_of_its_caller()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => probe.RunAsync(
            () => TraceWork("inner", _ => Task.CompletedTask),
            probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled))));

        Assert.That(probe.Daemon.ReceiveOne().Children(), Is.Empty);
    }

    [Test]
    public void An_exception_passes_unchanged_and_is_recorded_without_its_secret()
    {
        using var probe = new Probe();
        var thrown = new InvalidOperationException("no connection with Password=hunter2;Host=db");

        var caught = Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(() => throw thrown));

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(caught, Is.SameAs(thrown));
            Assert.That((bool?)root["fault"], Is.True);
            Assert.That(root.Annotation("errorType"), Is.EqualTo("INTERNAL_ERROR"));
            Assert.That((string?)root["cause"]!["exceptions"]![0]!["type"], Is.EqualTo("InvalidOperationException"));
            Assert.That(root.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(probe.Log.Text, Does.Not.Contain("hunter2"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public void One_exception_is_described_where_it_happened_and_named_above()
    {
        using var probe = new Probe();

        Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(
            () => TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, _ => throw new InvalidOperationException("broken"))));

        var root = probe.Daemon.ReceiveOne();
        var call = root.Named("db:moc.get");
        var id = (string?)call["cause"]!["exceptions"]![0]!["id"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Text("cause"), Is.EqualTo(id));
            Assert.That(root.Named("lego@db.internal").Text("cause"), Is.EqualTo(id));
            Assert.That((bool?)call["fault"], Is.True);
            Assert.That((bool?)root.Named("lego@db.internal")["fault"], Is.True);
        }
    }

    [Test]
    public void A_callers_mistake_is_an_error_and_not_a_fault()
    {
        using var probe = new Probe();

        Assert.ThrowsAsync<NotFoundException>(() => probe.RunAsync(() => throw new NotFoundException("No such MOC.")));

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)root["error"], Is.True);
            Assert.That(root["fault"], Is.Null);
            Assert.That(root.Annotation("errorType"), Is.EqualTo("NOT_FOUND"));
        }
    }

    [Test]
    public async Task Each_invocation_logs_its_start_and_end_with_its_ids()
    {
        using var probe = new Probe();
        var context = probe.Context();

        await probe.RunAsync(() => Task.CompletedTask, context);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                probe.Log.Lines.Select(line => line.Text("message")),
                Is.EqualTo(new[] { "Cold start", "Invocation received", "Invocation done" }));
            Assert.That(probe.Log.Lines.Select(line => line.Text("requestId")), Is.All.EqualTo(context.AwsRequestId));
            Assert.That(probe.Log.Lines.Select(line => line.Text("traceId")), Is.All.EqualTo(TraceIds.ToXRay(probe.Header.TraceId)));
            Assert.That(probe.Log.Lines.Select(line => line.Text("functionName")), Is.All.EqualTo("probe"));
        }
    }

    [Test]
    public async Task The_token_fires_shortly_before_the_deadline()
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);
        var entered = new TaskCompletionSource();

        var running = probe.RunAsync(
            async (_, cancellationToken) =>
            {
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return "never";
            },
            new TestLambdaContext { TraceId = probe.Header.ToString(), RemainingTime = TimeSpan.FromSeconds(10) });
        await entered.Task;
        clock.Advance(TimeSpan.FromSeconds(9.4));
        Assert.That(running.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.ThrowsAsync<DeadlineException>(() => running);
        Assert.That(probe.Daemon.ReceiveOne().Annotation("errorType"), Is.EqualTo("SERVICE_UNAVAILABLE"));
    }

    [Test]
    public async Task A_handler_that_ignores_its_token_is_left_behind_in_time_to_answer()
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);
        var entered = new TaskCompletionSource();
        var stuck = new TaskCompletionSource<string>();

        var running = probe.RunAsync(
            async (_, _) =>
            {
                using var subsegment = TraceWork("stuck");
                entered.SetResult();
                return await stuck.Task;
            },
            new TestLambdaContext { TraceId = probe.Header.ToString(), RemainingTime = TimeSpan.FromSeconds(10) });
        await entered.Task;
        clock.Advance(TimeSpan.FromSeconds(9.75));

        Assert.ThrowsAsync<DeadlineException>(() => running);
        var documents = probe.Daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject()).ToList();
        var root = documents.Single(document => document.Text("name") == "probe");
        var open = documents.Single(document => document.Text("name") == "stuck");
        stuck.SetResult("late");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["in_progress"], Is.Null);
            Assert.That(root.Annotation("timedOut"), Is.EqualTo("true"));
            Assert.That((bool?)root["fault"], Is.True);
            Assert.That((bool?)open["in_progress"], Is.True);
            Assert.That(open.Annotation("timedOut"), Is.EqualTo("true"));
            Assert.That(open.Text("parent_id"), Is.EqualTo(root.Text("id")));
            Assert.That(documents.SelectMany(document => SegmentSchema.Validate(document.ToJsonString())), Is.Empty);
        }
    }

    [Test]
    public async Task A_subsegment_left_open_does_not_keep_the_trace_from_being_sent()
    {
        using var probe = new Probe();
        Subsegment? leaked = null;

        await probe.RunAsync(async () =>
        {
            await Task.Yield();
            leaked = TraceDatabase("moc.get", "moc_instructions");
        });

        var root = probe.Daemon.ReceiveOne();
        leaked!.Dispose();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Named("db:moc.get").Metadata("trace", "unfinished"), Is.EqualTo("true"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [Test]
    public async Task Concurrent_invocations_of_one_handler_never_mix()
    {
        using var probe = new Probe();
        const int invocations = 200;
        var function = new Probe.Function(probe.Options, async (context, _) =>
        {
            context.Annotate("mark", context.RequestId);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => TraceCache("get", "key", async subsegment =>
            {
                await Task.Yield();
                subsegment.Annotate("mark", context.RequestId);
                await TraceWork("inner", async inner =>
                {
                    await Task.Yield();
                    inner.Annotate("mark", context.RequestId);
                    Working(context.Logger, context.RequestId);
                });
            })));
            return context.RequestId;
        });

        var contexts = Enumerable.Range(0, invocations).Select(_ => probe.Context(TestTrace.NewHeader())).ToList();
        var answers = await Task.WhenAll(contexts.Select(context => Task.Run(() => function.InvokeAsync("event", context))));

        var documents = probe.Daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Is.EqualTo(contexts.Select(context => context.AwsRequestId)));
            Assert.That(documents, Has.Count.EqualTo(invocations));
            foreach (var document in documents)
            {
                var mark = document.Annotation("mark");
                var caches = document.Children().ToList();
                Assert.That(caches.Select(child => child.Annotation("mark")), Is.EqualTo(Enumerable.Repeat(mark, 4)));
                Assert.That(caches.Select(child => child.Named("inner").Annotation("mark")), Is.All.EqualTo(mark));
                Assert.That(contexts.Single(context => context.AwsRequestId == mark).TraceId, Does.Contain(document.Text("trace_id")));
            }

            var lines = probe.Log.Lines.Where(line => line["mark"] is not null).ToList();
            Assert.That(lines, Has.Count.EqualTo(invocations * 4));
            Assert.That(lines.Select(line => line.Text("requestId")), Is.EqualTo(lines.Select(line => line.Text("mark"))));
        }
    }

    [Test]
    public async Task What_was_current_before_the_invocation_is_current_again_after_it()
    {
        using var probe = new Probe();
        using var outer = new Activity("outer").Start();

        await probe.RunAsync(() => TraceWork("work", _ => Task.CompletedTask));

        Assert.That(Activity.Current, Is.SameAs(outer));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Working")]
    private static partial void Working(ILogger logger, string mark);
}
