using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;
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
