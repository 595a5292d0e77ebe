using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>Work that has no activity of its own, or one of another library.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class UnusualWorkTests
{
    private static readonly ActivitySource Driver = new("Tests.Driver");

    [OneTimeSetUp]
    public static void Instrument() => ActivityInstrumentation.Use(new DriverMapper());

    [Test]
    public async Task Folded_calls_are_one_span_that_counts_them()
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(async () =>
        {
            for (var i = 0; i < 250; i++)
            {
                await TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, () => Task.CompletedTask);
            }
        });

        var span = request.Named("db:moc.get");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Spans, Has.Count.EqualTo(2));
            Assert.That(span["lego.folded.count"], Is.EqualTo(250L));
            Assert.That(span["lego.folded.total_ms"], Is.InstanceOf<double>());
            Assert.That((double)span["lego.folded.min_ms"]!, Is.LessThanOrEqualTo((double)span["lego.folded.mean_ms"]!));
            Assert.That((double)span["lego.folded.mean_ms"]!, Is.LessThanOrEqualTo((double)span["lego.folded.max_ms"]!));
            Assert.That(span.Kind, Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Statements_of_one_traced_call_are_spans_below_it()
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() => TraceDatabase("moc.save", "mocs", DatabaseOperation.Transaction, () =>
        {
            Execute("insert");
            Execute("update");
            return Task.CompletedTask;
        }));

        var call = request.Named("db:moc.save");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Spans.Where(span => span.Kind == 3).Select(span => span.Name), Is.EqualTo(new[] { "db:moc.save" }));
            Assert.That(request.Named("insert").ParentId, Is.EqualTo(call.SpanId));
            Assert.That(request.Named("update").ParentId, Is.EqualTo(call.SpanId));
            Assert.That(request.Named("update")["lego.metadata.default.statement"], Is.EqualTo("update"));
        }
    }

    [Test]
    public async Task A_call_that_only_instrumentation_saw_is_a_client_span_with_its_own_id()
    {
        await using var probe = await OtelProbe.StartAsync();
        string? id = null;

        var request = await probe.TraceAsync(() =>
        {
            id = Execute("select 1");
            return Task.CompletedTask;
        });

        var span = request.Named("shop@db.internal");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span.SpanId, Is.EqualTo(id));
            Assert.That(span.Kind, Is.EqualTo(3));
            Assert.That(span.ParentId, Is.EqualTo(request.Root.SpanId));
            Assert.That(span["db.query.text"], Is.EqualTo("select 1"));
            Assert.That(span["db.namespace"], Is.EqualTo("shop"));
            Assert.That(span["server.address"], Is.EqualTo("db.internal"));
        }
    }

    [Test]
    public async Task A_call_that_was_seen_after_it_had_ended_has_its_own_times()
    {
        await using var probe = await OtelProbe.StartAsync();
        var start = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        var request = await probe.TraceAsync(() =>
        {
            Subsegment.Find(Activity.Current)!.Report(new SeenCall(
                "GET", start, TimeSpan.FromSeconds(2), new DependencyCall { Kind = DependencyKind.Cache, Name = "cache.internal" }, Outcome.Fault));
            return Task.CompletedTask;
        });

        var span = request.Named("cache.internal");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span.Start, Is.EqualTo(1_767_323_045_000_000_000UL));
            Assert.That(span.End - span.Start, Is.EqualTo(2_000_000_000UL));
            Assert.That(span.StatusCode, Is.EqualTo(2));
            Assert.That(span["error.type"], Is.EqualTo("_OTHER"));
            Assert.That(span["db.system.name"], Is.EqualTo("redis"));
        }
    }

    [Test]
    public async Task Work_that_is_still_open_when_the_invocation_ends_is_marked()
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() =>
        {
            _ = TraceWork("forgotten");
            return Task.CompletedTask;
        });

        var span = request.Named("forgotten");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span["lego.unfinished"], Is.True);
            Assert.That(span.End, Is.EqualTo(request.Root.End));
        }
    }

    [Test]
    public async Task What_the_deadline_cut_off_ends_with_its_invocation_and_is_marked()
    {
        var clock = new FakeTimeProvider();
        await using var probe = await OtelProbe.StartAsync(clock: clock);
        var hung = new TaskCompletionSource();
        var isOpen = new TaskCompletionSource();

        var running = probe.RunAsync(() => TraceWork("hung", _ =>
        {
            isOpen.SetResult();
            return hung.Task;
        }));
        await isOpen.Task;
        clock.Advance(TimeSpan.FromSeconds(29.8));
        Assert.That(() => running, Throws.TypeOf<DeadlineException>());

        var request = probe.Receiver.Requests.Single();
        var span = request.Named("hung");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span["lego.unfinished"], Is.True);
            Assert.That(span.End, Is.EqualTo(request.Root.End));
            Assert.That(request.Root["timedOut"], Is.True);
            Assert.That(request.Root.StatusCode, Is.EqualTo(2));
        }

        hung.SetResult();
    }

    [Test]
    public async Task A_start_that_fails_is_a_trace_of_its_own()
    {
        await using var probe = await OtelProbe.StartAsync();
        var environment = LambdaEnvironment.From(name => name == "AWS_LAMBDA_FUNCTION_NAME" ? "moc-get" : null);

        InitTrace.Send(probe.Options, environment, new InvalidOperationException("no database"), TimeProvider.System.GetUtcNow());

        var root = probe.Receiver.Requests.Single().Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Name, Is.EqualTo("Initialization"));
            Assert.That(root.ParentId, Is.Empty);
            Assert.That(root["faas.coldstart"], Is.True);
            Assert.That(root["functionName"], Is.EqualTo("moc-get"));
            Assert.That(root.StatusCode, Is.EqualTo(2));
            Assert.That(root.Events.Single()["exception.message"], Is.EqualTo("no database"));
        }
    }

    private static string Execute(string statement)
    {
        using var activity = Driver.StartActivity(statement, ActivityKind.Client)!;
        activity.SetTag("statement", statement);
        return activity.SpanId.ToHexString();
    }

    private sealed class DriverMapper : ActivityMapper
    {
        public override string SourceName => Driver.Name;

        public override DependencyKind Kind => DependencyKind.Database;

        public override DependencyCall? Describe(Activity activity) => new()
        {
            Kind = DependencyKind.Database,
            Name = "shop@db.internal",
            Statement = activity.GetTagItem("statement") as string,
        };
    }
}
