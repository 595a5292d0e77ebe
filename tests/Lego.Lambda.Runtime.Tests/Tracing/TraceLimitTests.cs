using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class TraceLimitTests
{
    [Test]
    public async Task Thousands_of_equal_queries_become_one_subsegment_with_their_count_and_times()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            for (var i = 0; i < 3000; i++)
            {
                await TraceDatabase("part.get", "moc_parts", DatabaseOperation.Select, () => Task.CompletedTask);
            }
        });

        var root = probe.Daemon.ReceiveOne();
        var folded = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(folded.Text("name"), Is.EqualTo("db:part.get"));
            Assert.That((int)folded["metadata"]!["trace"]!["folded"]!["count"]!, Is.EqualTo(3000));
            Assert.That(
                folded["metadata"]!["trace"]!["folded"]!.AsObject().Select(member => member.Key),
                Is.EqualTo(new[] { "count", "totalMs", "meanMs", "minMs", "maxMs" }));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task A_few_equal_queries_stay_as_they_are()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            for (var i = 0; i < 99; i++)
            {
                await TraceCache("get", "key", () => Task.CompletedTask);
            }
        });

        Assert.That(probe.Daemon.ReceiveOne().Children().Count(), Is.EqualTo(99));
    }

    [Test]
    public async Task A_failed_call_among_equal_ones_is_never_folded()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            for (var i = 0; i < 400; i++)
            {
                using var subsegment = TraceCache("get", "key");
                if (i == 250)
                {
                    subsegment.Fail(new TimeoutException("cache"));
                }

                await Task.CompletedTask;
            }
        });

        var children = probe.Daemon.ReceiveOne().Children().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(children, Has.Count.EqualTo(2));
            Assert.That(children.Count(child => child["fault"] is not null), Is.EqualTo(1));
            Assert.That(children.Select(child => (int?)child["metadata"]?["trace"]?["folded"]?["count"]), Does.Contain(399));
        }
    }

    [Test]
    public async Task A_trace_that_is_too_large_is_cut_keeps_what_failed_and_says_how_much_is_missing()
    {
        using var probe = new Probe();
        const int calls = 2000;

        await probe.RunAsync(async () =>
        {
            for (var i = 0; i < calls; i++)
            {
                using var subsegment = TraceWork($"work {i}");
                subsegment.AddMetadata("text", new string('x', 400));
                if (i == calls - 1)
                {
                    subsegment.Fail(new InvalidOperationException("the last one"));
                }

                await Task.CompletedTask;
            }
        });

        var texts = probe.Daemon.ReceiveArrived();
        var documents = texts.Select(text => JsonNode.Parse(text)!.AsObject()).ToList();
        var root = documents.Single(document => document.Text("name") == "probe");
        var works = documents.SelectMany(document => document.SelfAndDescendants()).Where(unit => unit.Text("name")!.StartsWith("work", StringComparison.Ordinal)).ToList();
        var dropped = (long)root["metadata"]!["trace"]!["dropped"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(texts.Sum(Encoding.UTF8.GetByteCount), Is.LessThan(500_000));
            Assert.That(works.Count + dropped, Is.EqualTo(calls));
            Assert.That(works.Count(work => work["fault"] is not null), Is.EqualTo(1));
            Assert.That(probe.Exporter.Statistics.DroppedSubsegments, Is.EqualTo(dropped));
        }
    }

    [Test]
    public async Task A_trace_indexes_fifty_annotations_over_all_its_documents_the_frameworks_first()
    {
        using var probe = new Probe();

        await probe.RunAsync(async (context, _) =>
        {
            for (var i = 0; i < 30; i++)
            {
                context.Annotate($"own{i}", i);
            }

            for (var i = 0; i < 30; i++)
            {
                using var subsegment = TraceWork($"work {i}");
                subsegment.Annotate("number", i);
                subsegment.AddMetadata("text", new string('x', 4000));
            }

            await Task.CompletedTask;
            return "done";
        });

        var units = probe.Daemon.ReceiveArrived().SelectMany(text => JsonNode.Parse(text)!.AsObject().SelfAndDescendants()).ToList();
        var root = units.Single(unit => unit.Text("name") == "probe");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(units.Sum(unit => unit["annotations"]?.AsObject().Count ?? 0), Is.EqualTo(50));
            Assert.That(root.Annotation("keptBecause"), Is.EqualTo("sampled"));
            Assert.That(root.Annotation("own29"), Is.EqualTo("29"));
            Assert.That(units.Count(unit => unit.Metadata("trace", "annotation.number") is not null), Is.EqualTo(30 - (50 - 30 - 3)));
        }
    }
}
