using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.XRay;

[Parallelizable(ParallelScope.All)]
public sealed class XRayExporterTests
{
    [Test]
    public async Task A_large_trace_is_split_by_its_children_and_keeps_every_one()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                await TraceDatabase("moc.get", "moc_instructions", default, subsegment =>
                {
                    subsegment.Annotate("number", i);
                    return Task.CompletedTask;
                });
            }
        });

        var documents = Received(probe);
        var root = documents.Single(document => document.Text("name") == "probe");
        var calls = documents.SelectMany(document => document.SelfAndDescendants()).Where(child => child.Text("name") == "db:moc.get").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents, Has.Count.GreaterThan(1));
            Assert.That(calls, Has.Count.EqualTo(500));
            Assert.That(documents.Where(document => document != root).Select(document => document.Text("parent_id")), Is.All.EqualTo(root.Text("id")));
            Assert.That(probe.Exporter.Statistics.Trimmed, Is.Zero);
            Assert.That(probe.Exporter.Statistics.Sent, Is.EqualTo(documents.Count));
        }
    }

    [Test]
    public async Task What_is_too_large_by_itself_is_shortened_with_a_mark()
    {
        using var probe = new Probe();

        await probe.RunAsync((context, _) =>
        {
            // No single value can do it any more: each is cut when it is added.
            for (var i = 0; i < 20; i++)
            {
                context.Trace.AddMetadata($"huge{i}", new string('x', 4_000));
            }

            return TraceWork("child", _ => Task.FromResult("done"));
        });

        var documents = Received(probe);
        var root = documents.Single(document => document.Text("name") == "probe");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Metadata("trace", "truncated"), Is.EqualTo("true"));
            Assert.That(root.Annotation("functionName"), Is.EqualTo("probe"));
            Assert.That(documents.SelectMany(document => document.SelfAndDescendants()).Select(unit => unit.Text("name")), Does.Contain("child"));
            Assert.That(probe.Exporter.Statistics.Trimmed, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Annotations_beyond_fifty_go_to_the_metadata()
    {
        using var probe = new Probe();

        await probe.RunAsync((context, _) =>
        {
            for (var i = 0; i < 60; i++)
            {
                context.Annotate($"key{i}", i);
            }

            return Task.FromResult("done");
        });

        var root = Received(probe).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["annotations"]!.AsObject(), Has.Count.EqualTo(50));
            Assert.That(root.Annotation("functionName"), Is.EqualTo("probe"));
            Assert.That(root.Metadata("trace", "annotation.key59"), Is.EqualTo("59"));
        }
    }

    [Test]
    public async Task Whatever_is_written_comes_out_valid()
    {
        using var probe = new Probe();

        await probe.RunAsync(async (context, _) =>
        {
            context.Annotate("not a key!", "a \ud800 lone surrogate and \u0001");
            context.Annotate("nan", double.NaN);
            context.Annotate("long", new string('ü', 2000));
            context.Trace.AddMetadata("infinite", double.PositiveInfinity, "AWS.reserved");
            context.Trace.AddMetadata("node", new JsonObject { ["password"] = "hunter2", ["deep"] = new JsonArray(1, "two", null) });
            await TraceWork("name with, \"illegal\" (characters) " + new string('n', 300), _ => Task.CompletedTask);
            await TraceWork("***", _ => Task.CompletedTask);
            return "done";
        });

        var root = Received(probe).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Annotation("not_a_key_"), Is.Not.Null);
            Assert.That(root.Annotation("nan"), Is.EqualTo("NaN"));
            Assert.That(root.Annotation("long"), Has.Length.EqualTo(1000));
            Assert.That(root.Metadata("_AWS.reserved", "infinite"), Is.Not.Null);
            Assert.That(root.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(root.Children().Select(child => child.Text("name")!.Length), Is.EqualTo(new[] { 200, "unnamed".Length }));
        }
    }

    [Test]
    public async Task A_daemon_that_is_not_there_costs_nothing_and_breaks_nothing()
    {
        using var probe = new Probe();
        probe.Daemon.Dispose();

        var answer = await probe.RunAsync(() => TraceWork("work", _ => Task.CompletedTask));

        Assert.That(answer, Is.EqualTo("done"));
    }

    [TestCase(null, false)]
    [TestCase("", false)]
    [TestCase("not an address", true)]
    public void Without_a_usable_address_tracing_is_off_and_a_bad_one_is_told_once(string? address, bool warns)
    {
        var warnings = new List<string>();

        using var exporter = new XRayExporter(address, new ErrorSanitizer(production: true), warnings.Add);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exporter.IsEnabled, Is.False);
            Assert.That(warnings, Has.Count.EqualTo(warns ? 1 : 0));
        }
    }

    [Test]
    public async Task Documents_that_cannot_be_sent_are_counted_and_told_once()
    {
        using var probe = new Probe();
        var warnings = new List<string>();
        using var exporter = new XRayExporter(new Unreachable(), new ErrorSanitizer(production: true), warnings.Add);
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, (_, _) => Task.FromResult("done"));

        for (var i = 0; i < 3; i++)
        {
            await function.InvokeAsync("event", probe.Context());
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exporter.Statistics.Lost, Is.EqualTo(3));
            Assert.That(warnings, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task A_subsegment_started_after_the_answer_is_counted_and_not_sent()
    {
        using var probe = new Probe();
        var answered = new TaskCompletionSource();
        Task? late = null;

        await probe.RunAsync(() =>
        {
            late = Task.Run(async () =>
            {
                await answered.Task;
                await TraceWork("late", _ => Task.CompletedTask);
            });
            return Task.CompletedTask;
        });
        answered.SetResult();
        await late!;

        Assert.That(Received(probe).Single().Children(), Is.Empty);
    }

    private static List<JsonObject> Received(Probe probe)
    {
        var documents = probe.Daemon.ReceiveArrived();
        foreach (var document in documents)
        {
            Assert.That(SegmentSchema.Validate(document), Is.Empty);
        }

        return [.. documents.Select(document => JsonNode.Parse(document)!.AsObject())];
    }

    private sealed class Unreachable : IDocumentSender
    {
        public bool TrySend(ReadOnlySpan<byte> datagram) => false;
    }
}
