using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

/// <summary>What once cost a request, or its trace, more than it may.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class HostileTraceTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    [Test]
    public async Task A_callback_of_the_token_that_throws_does_not_end_the_process_and_is_told()
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);

        var running = probe.RunAsync(
            async (_, cancellationToken) =>
            {
                cancellationToken.Register(static () => throw new InvalidOperationException("from a callback"));
                await Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);
                return "done";
            },
            new TestLambdaContext { TraceId = probe.Header.ToString(), RemainingTime = Timeout });
        Assert.That(() => clock.Advance(Timeout * 0.95), Throws.Nothing);

        Assert.ThrowsAsync<DeadlineException>(() => running);
        Assert.That(probe.Log.Text, Does.Contain("A callback failed when the deadline cancelled the handler"));
    }

    [Test]
    public async Task A_way_out_that_throws_shortly_before_the_end_does_not_end_the_process()
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);
        using var blocked = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        var function = new Probe.Function(probe.Options with { Exporter = new Throwing() }, (_, _) =>
        {
            entered.SetResult();
            blocked.Wait(CancellationToken.None);
            return Task.FromResult("after all");
        });

        var running = Task.Factory.StartNew(
            () => function.InvokeAsync("event", new TestLambdaContext { TraceId = probe.Header.ToString(), RemainingTime = Timeout }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        await entered.Task;
        Assert.That(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(9.5));
                clock.Advance(TimeSpan.FromSeconds(0.375));
            },
            Throws.Nothing);
        blocked.Set();

        Assert.That(await running, Is.EqualTo("after all"));
    }

    [TestCase(1_000)]
    [TestCase(10_000)]
    public async Task Calls_that_are_never_ended_do_not_nest_deeper_than_readers_go(int count)
    {
        using var probe = new Probe();

        var answer = await probe.RunAsync(() =>
        {
            for (var i = 0; i < count; i++)
            {
                TraceWork("leaked " + (i % 3));
            }

            return Task.CompletedTask;
        });

        var documents = probe.Daemon.ReceiveArrived();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("done"));
            Assert.That(documents.SelectMany(document => SegmentSchema.Validate(document)), Is.Empty);
            Assert.That(documents, Is.Not.Empty);
            Assert.That(probe.Exporter.Statistics.Lost, Is.Zero);
        }
    }

    [Test]
    public async Task Calls_inside_of_each_other_are_all_below_the_one_around_them()
    {
        const int Depth = 60;
        using var probe = new Probe();

        await probe.RunAsync(() => Nested(Depth));

        var documents = probe.Daemon.ReceiveArrived().Select(text => JsonNode.Parse(text)!.AsObject()).ToList();
        var parents = documents.SelectMany(Edges).ToDictionary(edge => edge.Child, edge => edge.Parent);
        var names = documents.SelectMany(document => document.SelfAndDescendants()).ToDictionary(unit => unit.Text("id")!, unit => unit.Text("name"));
        var innermost = names.Single(pair => pair.Value == "level 1").Key;
        for (var level = 2; level <= Depth; level++)
        {
            innermost = parents[innermost];
            Assert.That(names[innermost], Is.EqualTo("level " + level));
        }
    }

    [Test]
    public async Task Keys_that_read_alike_are_one_and_a_missing_namespace_is_the_usual_one()
    {
        using var probe = new Probe();

        await probe.RunAsync((context, _) =>
        {
            context.Trace.AddMetadata("\ud800", 1);
            context.Trace.AddMetadata("\udc00", 2);
            context.Trace.AddMetadata("key", "own", null!);
            context.Trace.AddMetadata("twice", 1, "AWS.x");
            context.Trace.AddMetadata("twice", 2, "_AWS.x");
            context.Trace.AddMetadata("unfinished", "own", "trace");
            context.Trace.AddMetadata("dropped", "own", "trace");
            TraceWork("open").AddMetadata("unfinished", "own", "trace");
            return Task.FromResult("done");
        });

        var root = Strict(probe.Daemon.ReceiveArrived().Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Metadata("default", "\ufffd"), Is.EqualTo("2"));
            Assert.That(root.Metadata("default", "key"), Is.EqualTo("own"));
            Assert.That(root.Metadata("_AWS.x", "twice"), Is.EqualTo("2"));
            Assert.That(root.Metadata("trace", "unfinished"), Is.EqualTo("own"), "where there is no mark of ours");
            Assert.That(root.Named("open").Metadata("trace", "unfinished"), Is.EqualTo("true"));
        }
    }

    [Test]
    public async Task A_huge_annotation_key_or_text_takes_no_room_from_what_is_beside_it()
    {
        using var probe = new Probe();
        var huge = new string('x', 1_000_000);

        await probe.RunAsync((context, _) =>
        {
            context.Trace.AddMetadata("own", "text");
            context.Trace.AddMetadata(huge, 1, huge);
            context.Trace.SetHttpRequest("GET", "https://api.example.com/" + huge, huge);
            for (var i = 0; i < 60; i++)
            {
                // Those that are not indexed go to the metadata.
                context.Annotate("key" + i, huge);
            }

            return Task.FromResult("done");
        });

        var root = probe.Daemon.ReceiveArrived().Select(Strict).Single(document => document.Text("name") == "probe");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Metadata("default", "own"), Is.EqualTo("text"));
            Assert.That(root.Annotation("key1"), Has.Length.EqualTo(1000));
            Assert.That(root.Metadata("trace", "annotation.key59"), Has.Length.EqualTo(1000));
            Assert.That(root["http"]!["request"]!["url"]!.ToString(), Has.Length.EqualTo(250));
            Assert.That(probe.Exporter.Statistics.Trimmed, Is.Zero);
        }
    }

    [Test]
    public void An_exception_whose_members_throw_comes_out_as_it_went_in()
    {
        using var probe = new Probe();
        var thrown = new HostileException();

        var caught = Assert.CatchAsync(() => probe.RunAsync(() => throw thrown));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(caught, Is.SameAs(thrown));
            Assert.That(RuntimeLoopOptions.For(probe.Options).IsAlreadyLogged(thrown), Is.True);
        }
    }

    [Test]
    public async Task Numbers_that_X_Ray_refuses_are_left_out()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            await TraceWork("status", work =>
            {
                work.SetHttpResponse(-1, 5);
                return Task.CompletedTask;
            });
            await TraceWork("length", work =>
            {
                work.SetHttpResponse(200, -1);
                return Task.CompletedTask;
            });
        });

        var root = Strict(probe.Daemon.ReceiveArrived().Single());
        Assert.That(root.Named("length")["http"]!.ToJsonString(), Is.EqualTo("""{"response":{"status":200}}"""));
    }

    [Test]
    public async Task What_hangs_and_says_itself_that_it_timed_out_says_so_once()
    {
        var clock = new FakeTimeProvider();
        using var probe = new Probe(clock);
        var never = new TaskCompletionSource<string>();

        var running = probe.RunAsync(
            (_, _) => TraceWork("stuck", work =>
            {
                work.Annotate("timedOut", "own");
                return never.Task;
            }),
            new TestLambdaContext { TraceId = probe.Header.ToString(), RemainingTime = Timeout });
        clock.Advance(Timeout * 0.95);
        clock.Advance(Timeout * 0.025);
        Assert.ThrowsAsync<DeadlineException>(() => running);

        var stuck = probe.Daemon.ReceiveArrived().Select(Strict).Single(document => document.Text("name") == "stuck");
        never.SetResult("late");
        Assert.That(stuck.Annotation("timedOut"), Is.EqualTo("true"));
    }

    private static Task Nested(int depth) => depth == 0
        ? Task.CompletedTask
        : TraceWork("level " + depth, async _ =>
        {
            await Task.Yield();
            await Nested(depth - 1);
        });

    private static IEnumerable<(string Child, string Parent)> Edges(JsonObject document) =>
        document.SelfAndDescendants().SelectMany(unit => unit.Children().Select(child => (child.Text("id")!, unit.Text("id")!)))
            .Append((document.Text("id")!, document.Text("parent_id")!));

    private static JsonObject Strict(string document)
    {
        Assert.That(SegmentSchema.Validate(document), Is.Empty);
        return JsonNode.Parse(document, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })!.AsObject();
    }

    private sealed class Throwing : ITraceExporter
    {
        public bool IsEnabled => true;

        public void Export(InvocationTrace trace) => throw new InvalidOperationException("from a way out");

        public void ExportOpen(InvocationTrace trace) => throw new InvalidOperationException("from a way out");
    }
}
