using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Handlers that overrun, in calls of random kinds and depth: 503 in time, and a trace that shows where it hung.</summary>
[Category("Attack")]
[Parallelizable(ParallelScope.All)]
public sealed class DeadlineAttackTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_handler_that_overruns_is_answered_in_time_and_its_trace_shows_the_place()
    {
        using var attack = new Attack("deadlines-overrun");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var overrun = (Overrun)random.Next(Enum.GetValues<Overrun>().Length);
            var header = TestTrace.NewHeader(random.Next(2) == 0 ? SampleDecision.Sampled : SampleDecision.NotSampled);
            var clock = new FakeTimeProvider();
            using var probe = new Probe(clock);
            var sender = new CollectingSender();
            using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, TestContext.Out.WriteLine);
            using var work = new HangingWork(random, overrun);
            var token = CancellationToken.None;
            var isFirst = true;
            var function = new OverrunFunction(probe.Options with { Exporter = exporter }, async cancellationToken =>
            {
                if (isFirst)
                {
                    token = cancellationToken;
                    await work.RunAsync(cancellationToken);
                }
            });

            var running = Start(function, header, overrun);
            await work.Hangs.WaitAsync(Patience);
            clock.Advance(TimeSpan.FromSeconds(9.49));
            Assert.That(token.IsCancellationRequested, Is.False, "not before its time");
            clock.Advance(TimeSpan.FromSeconds(0.01));
            Assert.That(token.IsCancellationRequested, Is.True, "half a second before Lambda ends it");

            switch (overrun)
            {
                case Overrun.BlocksItsThread:
                    clock.Advance(TimeSpan.FromSeconds(0.375));
                    CheckOpen(sender.Take(), work, isRootOpen: true);
                    work.Release();
                    Assert.That((await running.WaitAsync(Patience)).StatusCode, Is.EqualTo(200), "it ended after all");
                    Assert.That(sender.Take(), Is.Not.Empty, "finished now");
                    break;
                case Overrun.Ignores or Overrun.IgnoresAndThrowsFromItsToken:
                    Assert.That(running.IsCompleted, Is.False);
                    clock.Advance(TimeSpan.FromSeconds(0.25));
                    CheckAnswer(await running.WaitAsync(Patience));
                    CheckOpen(sender.Take(), work, isRootOpen: false);
                    break;
                case Overrun.AnswersWhenCancelled:
                    Assert.That((await running.WaitAsync(Patience)).StatusCode, Is.EqualTo(200), "it had an answer in time");
                    Assert.That(Open(sender.Take()), Is.Empty);
                    break;
                default:
                    CheckAnswer(await running.WaitAsync(Patience));
                    CheckClosed(sender.Take(), work);
                    break;
            }

            isFirst = false;
            var next = await InvokeAsync(function, TestTrace.NewHeader());
            work.Release();
            Assert.That(next.StatusCode, Is.EqualTo(200));
            var clean = sender.Take().Single();
            Assert.That(clean.Children(), Is.Empty, "the next invocation has nothing of this one");
            Assert.That(clean.ToJsonString(), Does.Not.Contain("in_progress").And.Not.Contain("timedOut"));
            Assert.That(exporter.Statistics.Lost, Is.Zero);
            attack.Count(overrun.ToString());
            attack.Count("open calls", work.Open.Count);
        });
    }

    // What blocks its thread has one of its own.
    private static Task<APIGatewayHttpApiV2ProxyResponse> Start(OverrunFunction function, TraceHeader header, Overrun overrun) =>
        overrun == Overrun.BlocksItsThread
            ? Task.Factory.StartNew(
                () => InvokeAsync(function, header), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()
            : InvokeAsync(function, header);

    private static Task<APIGatewayHttpApiV2ProxyResponse> InvokeAsync(OverrunFunction function, TraceHeader header) =>
        function.InvokeAsync(HttpEvent.Create("GET /notes"), new TestLambdaContext { TraceId = header.ToString(), RemainingTime = Timeout });

    private static void CheckAnswer(APIGatewayHttpApiV2ProxyResponse answer)
    {
        var body = JsonNode.Parse(answer.Body)!;
        Assert.That(answer.StatusCode, Is.EqualTo(503));
        Assert.That((bool?)body["success"], Is.False, answer.Body);
        Assert.That(answer.Headers["Content-Type"], Is.EqualTo("application/json"));
    }

    private static List<JsonObject> Open(List<JsonObject> documents) => [.. documents.Where(document => document["in_progress"] is not null)];

    private static JsonObject Root(List<JsonObject> documents) => documents.SelectMany(document => document.SelfAndDescendants()).Single(unit => unit.Text("name") == "overrun");

    private static void CheckOpen(List<JsonObject> documents, HangingWork work, bool isRootOpen)
    {
        var root = Root(documents);
        Assert.That(root["in_progress"] is not null, Is.EqualTo(isRootOpen));
        // The function's segment, which is sent where it is not Lambda's, is no call.
        var open = Open(documents).Where(document => document.Text("type") == "subsegment" && document.Text("name") != "overrun").ToList();
        Assert.That(open.Select(document => document.Text("name")), Is.EqualTo(work.Open), "the calls in which it hangs");
        Assert.That(open.Select(document => document.Annotation("timedOut")), Is.All.EqualTo("true"));
        var parent = root.Text("id");
        foreach (var document in open)
        {
            Assert.That(document.Text("parent_id"), Is.EqualTo(parent));
            parent = document.Text("id");
        }

        CheckEnded(documents, work);
    }

    private static void CheckClosed(List<JsonObject> documents, HangingWork work)
    {
        var root = Root(documents);
        Assert.That(Open(documents), Is.Empty);
        Assert.That(root.Annotation("timedOut"), Is.EqualTo("true"));
        Assert.That((int?)root["http"]?["response"]?["status"], Is.EqualTo(503));
        var units = documents.SelectMany(document => document.SelfAndDescendants()).ToList();
        Assert.That(units.Select(unit => unit.Text("name")), Is.SupersetOf(work.Open));
        CheckEnded(documents, work);
    }

    private static void CheckEnded(List<JsonObject> documents, HangingWork work)
    {
        var units = documents.SelectMany(document => document.SelfAndDescendants()).ToList();
        foreach (var name in work.Ended)
        {
            Assert.That(units.Single(unit => unit.Text("name") == name)["end_time"], Is.Not.Null, name);
        }
    }

    private sealed class OverrunFunction(HandlerOptions options, Func<CancellationToken, Task> work)
        : Runtime.Http.HttpHandler<NoteQuery>("overrun", options, Runtime.Http.HttpJson.Create(NoteJson.Default))
    {
        protected override async Task<Runtime.Http.HttpResult> HandleAsync(
            NoteQuery request, Runtime.Http.HttpRequestContext context, CancellationToken cancellationToken)
        {
            await work(cancellationToken);
            return Ok(new NoteAnswer("done", Options.Clock.GetUtcNow()));
        }
    }
}
