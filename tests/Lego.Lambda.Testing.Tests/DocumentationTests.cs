using System.Text.RegularExpressions;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Testing.Tests;

/// <summary>The code of docs/testing.md, compiled and run.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class DocumentationTests
{
    [Test]
    public async Task A_greeting_asks_the_cache_first()
    {
        using var host = new TestHost();
        var hello = new Hello(host.Options);

        var run = await host.InvokeAsync(hello, TestEvents.Http("GET /api/hello/{name}", "/api/hello/Ada?loud=true"));

        Assert.That(run.Response.StatusCode, Is.EqualTo(200));
        run.Trace.HasOnly("cache:get").HasNoFault().HasAnnotation("name", "Ada");
        run.Trace.Has("cache:get").Under("hello").WithAnnotation("cacheHit", false).ToNode("cache");
    }

    [Test]
    public async Task An_expected_exception()
    {
        using var host = new TestHost();
        var handler = new Shop(host.Options);

        var run = await host.InvokeFailingAsync(handler, "event");

        run.Threw<InvalidOperationException>("no stock");
        run.Trace.Has("shop").WithFault<InvalidOperationException>("no stock");
    }

    [Test]
    public async Task A_store_without_a_handler()
    {
        using var host = new TestHost();
        var store = new Store("Castle");

        var run = await host.InvokeAsync((context, cancellationToken) => store.FindAsync("m1", cancellationToken));

        Assert.That(run.Response, Is.EqualTo("Castle"));
        run.Trace.HasOnly("db:moc.find");
    }

    [Test]
    public async Task Not_sampled()
    {
        using var host = new TestHost();
        var handler = new Slow(host.Options, isSlow: false);

        var run = await host.InvokeAsync(handler, "event", new TestLambdaContext { Sampled = SampleDecision.NotSampled });

        run.Trace.HasNothing();
    }

    [Test]
    public async Task A_deadline()
    {
        var clock = new FakeTimeProvider();
        using var host = new TestHost(clock);

        var running = host.InvokeFailingAsync(new Slow(host.Options), "event", new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(10) });
        clock.Advance(TimeSpan.FromSeconds(9.5));
        var run = await running;

        run.Threw<DeadlineException>();
    }

    [Test]
    public async Task A_queue()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Orders(host.Options), TestEvents.Sqs("""{"Text":"ok"}""", """{"Text":"bad"}"""));

        Assert.That(run.Response.BatchItemFailures.Single().ItemIdentifier, Is.EqualTo("message-2"));
        run.Trace.Has("sqs:message").WithAnnotation("messageId", "message-2").WithFault<InvalidOperationException>();
    }

    [Test]
    public async Task The_code_of_the_page_is_the_code_that_is_tested()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LegoFunctions.sln")))
        {
            folder = folder.Parent!;
        }

        var page = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "testing.md"));
        var tested = Lines(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "tests", "Lego.Lambda.Testing.Tests", "DocumentationTests.cs")));

        var samples = Samples().Matches(page).Select(match => Lines(match.Groups[1].Value)).ToList();
        Assert.That(samples, Has.Count.EqualTo(6));
        foreach (var sample in samples)
        {
            Assert.That(tested, Does.Contain(sample));
        }
    }

    private static string Lines(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Samples();

    private sealed class Shop(HandlerOptions options) : TracedHandler<string, string>("shop", options)
    {
        protected override Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("no stock");
    }

    private sealed class Slow(HandlerOptions options, bool isSlow = true) : TracedHandler<string, string>("slow", options)
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            await Task.Delay(isSlow ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken);
            return "done";
        }
    }

    private sealed class Store(string title)
    {
        internal Task<string> FindAsync(string id, CancellationToken cancellationToken) =>
            TraceDatabase("moc.find", "moc_instructions", DatabaseOperation.Select, subsegment =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                subsegment.Annotate("mocId", id);
                return Task.FromResult(title);
            });
    }
}
