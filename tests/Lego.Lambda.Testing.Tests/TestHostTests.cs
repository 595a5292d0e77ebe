using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed partial class TestHostTests
{
    [Test]
    public async Task A_run_has_the_answer_the_trace_the_log_lines_and_the_metrics()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada?loud=true", user: "u1"));

        Assert.That((run.Response.StatusCode, (string?)JsonNode.Parse(run.Response.Body)!["data"]!["text"]), Is.EqualTo((200, "Hello, Ada!")));
        run.Trace.HasShape("""
            hello
              cache:get
            """);
        run.Trace.HasAnnotation("userId", "u1").HasAnnotation("coldStart", true).HasNoFailure().HasNoUnfinished();
        run.Trace.Has("cache:get").Under("hello").WithAnnotation("cacheHit", false).ToNode("cache");
        run.Trace.Has("hello").WithStatus(200).WithMetadata("queryStringParameters", JsonNode.Parse("""{"loud":"true"}"""), "request");
        run.Logs.Has("Request done").At(LogLevel.Information).With("statusCode", 200).With("userId", "u1").Times(1);
        run.Metrics.Has("RequestSuccess").WithDimension("StatusCode", "200").WithValue(1);
    }

    [Test]
    public async Task An_error_behind_an_HTTP_API_is_an_answer()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Nobody"));

        Assert.That(run.Response.StatusCode, Is.EqualTo(404));
        run.Trace.Has("hello").WithError<NotFoundException>("Nobody").WithStatus(404);
        run.Trace.HasNoFault();
        run.Logs.Has("Request failed").At(LogLevel.Warning).WithException<NotFoundException>("of that name");
        run.Metrics.Has("RequestError").WithDimension("ErrorType", "NOT_FOUND");
    }

    [Test]
    public void An_exception_passes_unchanged()
    {
        using var host = new TestHost();
        var thrown = new InvalidOperationException("broken");

        Assert.That(() => host.InvokeAsync((_, _) => Task.FromException(thrown)), Throws.Exception.SameAs(thrown));
    }

    [Test]
    public async Task A_run_that_is_to_fail_gives_the_exception_and_its_trace()
    {
        using var host = new TestHost();
        var thrown = new InvalidOperationException("broken");

        var run = await host.InvokeFailingAsync((_, _) => TraceDatabase("moc.get", "mocs", DatabaseOperation.Select, () => Task.FromException(thrown)));

        Assert.That(run.Threw<InvalidOperationException>("broken"), Is.SameAs(thrown));
        run.Trace.Has("db:moc.get").WithFault<InvalidOperationException>("broken").Under(TestHost.WorkName);
        run.Trace.Has(TestHost.WorkName).WithFault<InvalidOperationException>("broken");
        Assert.That(
            Failing.Message(() => run.Threw<TimeoutException>("late")),
            Is.EqualTo("Expected the handler to throw TimeoutException with \"late\" in its message, but it threw InvalidOperationException: broken"));
    }

    [Test]
    public void A_run_that_is_to_fail_and_answers_is_a_failure_that_shows_the_trace()
    {
        using var host = new TestHost();

        Assert.That(
            () => host.InvokeFailingAsync((_, _) => TraceWork("fine", _ => Task.CompletedTask)),
            Throws.TypeOf<AssertionFailedException>().With.Message.StartWith("Expected the invocation to throw, but it answered.").And.Message.Contains("└─ fine"));
    }

    [Test]
    public async Task Work_without_a_handler_gives_its_result()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(async (context, _) =>
        {
            await TraceWork("step", _ => Task.CompletedTask);
            return context.RequestId;
        });

        Assert.That(run.Response, Is.EqualTo(run.Context.AwsRequestId));
        run.Trace.HasOnly("step");
    }

    [Test]
    public async Task Each_of_many_runs_at_once_has_its_own_trace_lines_and_metrics()
    {
        using var host = new TestHost();
        var hello = new Hello(host.Options);

        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => host.InvokeAsync(hello, TestEvents.Http(Hello.Route, $"/api/hello/name{i}", user: $"u{i}")))));

        Assert.That(runs.Select(run => run.Trace.TraceId), Is.Unique);
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i].Trace.Has("hello").Times(1).WithAnnotation("name", $"name{i}");
            runs[i].Trace.HasOnly("cache:get");
            runs[i].Logs.Has("Request done").Times(1).With("userId", $"u{i}");
            Assert.That(runs[i].Metrics.Has("RequestSuccess").Entries, Has.Count.EqualTo(1));
        }

        Assert.That(host.Logs, Has.Count.EqualTo(runs.Sum(run => run.Logs.Count)));
    }

    [Test]
    public async Task Runs_at_once_with_the_same_ids_do_not_mix_either()
    {
        using var host = new TestHost();
        var context = new TestLambdaContext();
        var arrived = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => host.InvokeAsync(
            async (_, _) =>
            {
                if (Interlocked.Increment(ref arrived) == 2)
                {
                    both.SetResult();
                }

                await both.Task;
                await TraceWork($"work{i}", _ => Task.CompletedTask);
            },
            context))));

        runs[0].Trace.HasOnly("work0");
        runs[1].Trace.HasOnly("work1");
        Assert.That(runs.Select(run => run.Logs.Has("Invocation done").Lines.Count), Is.All.EqualTo(1));
    }

    [Test]
    public async Task A_run_inside_a_run_has_its_own_trace()
    {
        using var host = new TestHost();

        var outer = await host.InvokeAsync(async (_, _) =>
        {
            await TraceWork("before", _ => Task.CompletedTask);
            var inner = await host.InvokeAsync((_, _) => TraceWork("inside", _ => Task.CompletedTask));
            await TraceWork("after", _ => Task.CompletedTask);
            return inner;
        });

        outer.Trace.HasOnly("before", "after");
        outer.Response.Trace.HasOnly("inside");
        Assert.That(outer.Logs.Has("Invocation done").Lines, Has.Count.EqualTo(1));
    }

    [TestCase(SampleDecision.NotSampled, "Sampled=0")]
    [TestCase(SampleDecision.Requested, "Sampled=?")]
    [TestCase(SampleDecision.None, "no decision")]
    public async Task A_run_that_is_not_sampled_has_an_empty_trace_that_says_why(SampleDecision decision, string reason)
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((_, _) => TraceWork("step", _ => Task.CompletedTask), new TestLambdaContext { Sampled = decision });

        run.Trace.HasNothing();
        Assert.That(run.Trace.WhyEmpty, Does.Contain(reason));
        run.Logs.Has("Invocation done");
    }

    [TestCase("", "without a trace header")]
    [TestCase("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1", "no Parent")]
    [TestCase("garbage", "malformed: \"garbage\"")]
    public async Task A_run_without_a_whole_header_says_what_is_wrong_with_it(string header, string reason)
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((_, _) => TraceWork("step", _ => Task.CompletedTask), new TestLambdaContext { TraceId = header });

        run.Trace.HasNothing();
        Assert.That(run.Trace.WhyEmpty, Does.Contain(reason));
        run.Logs.Has("Invocation done").Times(1);
    }

    [Test]
    public async Task A_handler_made_with_the_options_of_another_host_is_told_apart()
    {
        using var host = new TestHost();
        using var other = new TestHost();

        var run = await host.InvokeAsync(new Hello(other.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));

        Assert.That(run.Trace.WhyEmpty, Does.Contain("Options of this host"));
    }

    [Test]
    public async Task The_first_run_is_a_cold_start_and_a_new_environment_brings_another()
    {
        using var host = new TestHost();
        var again = host.Options with { Environment = new() };

        var first = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));
        var second = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));
        var third = await host.InvokeAsync(new Hello(again), TestEvents.Http(Hello.Route, "/api/hello/Ada"));

        Assert.That(
            new[] { first, second, third }.Select(run => run.Trace.Root.Annotations["coldStart"].Boolean), Is.EqualTo(new[] { true, false, true }));
        first.Logs.Has("Cold start");
        second.Logs.HasNo("Cold start");
        second.Metrics.HasNo("ColdStart");
    }

    [Test]
    public async Task A_warm_host_has_no_cold_start()
    {
        using var host = new TestHost(warm: true);

        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));

        run.Trace.HasAnnotation("coldStart", false);
    }

    [Test]
    public async Task The_clock_of_the_test_decides_the_deadline()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);

        var running = host.InvokeFailingAsync(
            (_, cancellationToken) => TraceWork("slow", _ => Task.Delay(Timeout.Infinite, cancellationToken)),
            new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });
        clock.Advance(TimeSpan.FromSeconds(9.4));
        Assert.That(running.IsCompleted, Is.False);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        var run = await running;

        run.Threw<DeadlineException>();
        run.Trace.Has("slow").WithFault<TaskCanceledException>();
        run.Logs.Has("failed").At(LogLevel.Error);
    }

    [Test]
    public async Task What_a_handler_leaves_open_at_its_deadline_is_unfinished()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);
        var never = new TaskCompletionSource();

        var running = host.InvokeFailingAsync((_, _) => TraceWork("stuck", _ => never.Task), new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });
        clock.Advance(TimeSpan.FromSeconds(9.75));
        var run = await running;

        Assert.That(run.Trace["stuck"].IsUnfinished, Is.True);
        Assert.That(Failing.Reason(() => run.Trace.HasNoUnfinished()), Is.EqualTo("Expected no unfinished subsegment, but found \"stuck\"."));
        never.SetResult();
    }

    [Test]
    public async Task The_remaining_time_runs_down_by_the_clock()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);

        var run = await host.InvokeAsync(
            (context, _) =>
            {
                var before = context.Lambda.RemainingTime;
                clock.Advance(TimeSpan.FromSeconds(4));
                return Task.FromResult((before, context.Lambda.RemainingTime));
            },
            new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });

        Assert.That(run.Response, Is.EqualTo((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(6))));
    }

    [Test]
    public async Task Lines_of_all_levels_and_of_Lambdas_own_logger_belong_to_the_run()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((context, _) =>
        {
            Detail(context.Logger, 7);
            context.Lambda.Logger.LogLine("by the contract");
            return Task.CompletedTask;
        });

        run.Logs.Has("Detail 7").At(LogLevel.Trace).With("number", 7);
        run.Logs.Has("by the contract").With("requestId", run.Context.AwsRequestId);
        run.Logs.HasNothingAt(LogLevel.Warning);
    }

    [Test]
    public async Task A_batch_shows_each_of_its_messages()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Orders(host.Options), TestEvents.Sqs("""{"Text":"ok"}""", """{"Text":"bad"}""", "no json"));

        Assert.That(run.Response.BatchItemFailures.Select(failure => failure.ItemIdentifier), Is.EqualTo(new[] { "message-2", "message-3" }));
        run.Trace.Has("orders").WithAnnotation("messageCount", 3).WithAnnotation("failedCount", 2).WithoutFailure();
        run.Trace.HasOnly("sqs:message", "sqs:message", "sqs:message");
        run.Trace.Every("sqs:message").WithAnnotation("messageId");
        run.Trace.Has("sqs:message").WithAnnotation("messageId", "message-1").WithoutFailure();
        run.Trace.Has("sqs:message").WithAnnotation("messageId", "message-2").WithFault<InvalidOperationException>("bad order");
        run.Logs.Has("Message failed").Times(2).At(LogLevel.Error);
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public void Production_decides_what_a_caller_sees_of_an_error(bool production, int details)
    {
        using var host = new TestHost(production: production);

        Assert.That(host.Options.Sanitizer.ForClient(new InvalidOperationException("broken")).Details?.Count ?? 0, Is.EqualTo(details));
    }

    [Test]
    public async Task A_secret_that_leaks_anywhere_is_found_and_its_place_told()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((context, _) =>
        {
            context.Annotate("note", "the plum is ripe");
            Detail(context.Logger, 1);
            Said(context.Logger, "plum");
            return Task.FromResult("a plum");
        });

        run.DoesNotLeak("cherry");
        Assert.That(
            Failing.Message(() => run.DoesNotLeak("plum")),
            Does.StartWith("Expected \"plum\" nowhere, but found it in:").And.Contain("document 1: annotations.note").And.Contain("log line").And.Contain("the answer"));
    }

    [Test]
    public async Task A_secret_in_an_HTTP_answer_is_a_leak()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada", user: "u1"));

        Assert.That(Failing.Message(() => run.DoesNotLeak("Hello, Ada")), Does.Contain("the answer's body"));
        Assert.That(Failing.Message(() => run.DoesNotLeak("application/json")), Does.Contain("the answer's header Content-Type"));
    }

    [LoggerMessage(Level = LogLevel.Trace, Message = "Detail {Number}")]
    private static partial void Detail(ILogger logger, int number);

    [LoggerMessage(Level = LogLevel.Information, Message = "Said {Word}")]
    private static partial void Said(ILogger logger, string word);
}
