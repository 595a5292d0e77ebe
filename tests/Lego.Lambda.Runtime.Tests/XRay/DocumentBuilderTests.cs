using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tests.Attacks;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.XRay;

/// <summary>Which documents become of a trace that is too large for one, or for X-Ray.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DocumentBuilderTests
{
    private const int TraceLimit = 480_000;

    [Test]
    public async Task Large_levels_inside_of_each_other_leave_room_for_what_is_in_them()
    {
        const int Levels = 12;
        const int Leaves = 250;

        var sent = await SentAsync(_ => Level(Levels));

        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Names("level"), Has.Count.EqualTo(Levels));
            Assert.That(sent.Names("leaf"), Has.Count.GreaterThan(1_100));
            Assert.That(sent.Names("level").Count + sent.Names("leaf").Count + sent.Dropped, Is.EqualTo(Levels * (Leaves + 1)));
            Assert.That(sent.Bytes, Is.InRange(TraceLimit * 0.95, TraceLimit));
        }

        static async Task Level(int level)
        {
            using var subsegment = TraceWork($"level {level}");
            Fill(subsegment, 40_000);
            for (var i = 0; i < Leaves; i++)
            {
                using var leaf = TraceWork($"leaf {level} {i}");
            }

            if (level > 1)
            {
                await Level(level - 1);
            }
        }
    }

    [Test]
    public async Task What_failed_is_sent_with_all_around_it_however_much_else_there_is()
    {
        var sent = await SentAsync(_ =>
        {
            Flood();
            using var outer = TraceWork("outer");
            Fill(outer, 50_000);
            using var inner = TraceWork("inner");
            Fill(inner, 50_000);
            Flood();
            using var failed = TraceWork("failed");
            Fill(failed, 50_000);
            failed.Fail(new InvalidOperationException("no"));
            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Names("outer").Concat(sent.Names("inner")).Concat(sent.Names("failed")).Count(), Is.EqualTo(3));
            Assert.That(sent.Unit("failed").Metadata("default", "text1"), Is.Not.Null, "what failed keeps what it tells");
            Assert.That(sent.Root.Annotation("functionName"), Is.EqualTo("probe"));
            Assert.That(sent.Names("leaf").Count + sent.Dropped, Is.EqualTo(10_000));
            Assert.That(sent.Bytes, Is.InRange(TraceLimit * 0.95, TraceLimit));
        }
    }

    [Test]
    public async Task Large_siblings_lose_their_metadata_before_any_is_left_out()
    {
        const int Count = 40;

        var sent = await SentAsync(_ =>
        {
            for (var i = 0; i < Count; i++)
            {
                using var work = TraceWork($"work {i}");
                Fill(work, 30_000);
            }

            return Task.CompletedTask;
        });

        var whole = sent.Units.Count(unit => unit.Metadata("default", "text1") is not null);
        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Names("work"), Has.Count.EqualTo(Count));
            Assert.That(whole, Is.GreaterThan(10));
            Assert.That(sent.Units.Count(unit => unit.Metadata("trace", "truncated") is not null), Is.EqualTo(Count - whole));
            Assert.That(sent.Trimmed, Is.EqualTo(Count - whole));
            Assert.That(sent.Dropped, Is.Zero);
            Assert.That(sent.Bytes, Is.LessThan(TraceLimit));
        }
    }

    [Test]
    public async Task Calls_that_hold_all_they_can_are_below_what_was_sent()
    {
        var huge = new string('\u4e00', 100_000);

        var sent = await SentAsync(root =>
        {
            for (var i = 0; i < 30; i++)
            {
                using var call = i % 2 == 0 ? TraceDatabase(huge + i, huge) : TraceS3(huge + i, huge, huge);
                call.SetStatement(huge);
                call.SetHttpRequest(huge, huge, huge, huge);
                call.SetAwsResponse(500, huge, huge);
                call.Fail(new InvalidOperationException(huge));
                for (var link = 0; link < 30; link++)
                {
                    call.AddLink(TestTrace.NewHeader());
                }

                TraceWork(huge).Dispose();
            }

            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Units.Count() + sent.Dropped, Is.GreaterThanOrEqualTo(61));
            Assert.That(sent.Bytes, Is.LessThan(TraceLimit));
        }
    }

    [Test]
    public async Task Children_travel_with_their_parent_where_they_fit_in_a_document()
    {
        const int Parents = 40;
        const int Leaves = 20;

        var sent = await SentAsync(_ =>
        {
            for (var i = 0; i < Parents; i++)
            {
                using var parent = TraceWork($"parent {i}");
                for (var leaf = 0; leaf < Leaves; leaf++)
                {
                    using var child = TraceWork($"leaf {i} {leaf}");
                    child.AddMetadata("text", new string('x', 300));
                }
            }

            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Names("leaf"), Has.Count.EqualTo(Parents * Leaves));
            Assert.That(sent.Documents.Count, Is.LessThanOrEqualTo(Parents));
            Assert.That(sent.Documents.Skip(1).Select(document => document.Text("name")), Has.All.StartsWith("parent"));
            Assert.That((sent.Dropped, sent.Trimmed), Is.EqualTo((0L, 0L)));
        }
    }

    [Test]
    public async Task What_hangs_is_announced_however_much_else_there_is()
    {
        using var probe = new Probe();
        var sender = new CollectingSender();
        using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, warn: null);

        await probe.RunAsync((context, _) =>
        {
            Flood();
            TraceWork("outer");
            Flood();
            TraceWork("stuck");
            exporter.ExportOpen(context.Trace.Trace!);
            return Task.FromResult("done");
        });

        var sent = new SentTrace(sender.Take(), probe.Header, exporter.Statistics);
        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Documents.Where(document => document["in_progress"] is not null).Select(document => document.Text("name")), Is.EqualTo(new[] { "probe", "outer", "stuck" }));
            Assert.That(sent.Names("leaf").Count + sent.Dropped, Is.EqualTo(10_000));
            Assert.That(sent.Bytes, Is.InRange(TraceLimit * 0.95, TraceLimit));
        }
    }

    [Test]
    public async Task What_grows_while_it_is_announced_is_shortened_and_loses_nothing_below_it()
    {
        using var probe = new Probe();
        Subsegment? growing = null;
        var sender = new CollectingSender(() =>
        {
            Fill(growing!, 80_000);
            return false;
        });
        using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, warn: null);

        await probe.RunAsync(async (context, _) =>
        {
            Fill(context.Trace, 60_000);
            await TraceWork("growing", async work =>
            {
                growing = work;
                await TraceWork("inside", _ => TraceWork("innermost", _ => Task.CompletedTask));
                Fill(work, 20_000);
            });
            exporter.ExportOpen(context.Trace.Trace!);
            return "done";
        });

        var sent = new SentTrace(sender.Take(), probe.Header, exporter.Statistics);
        using (Assert.EnterMultipleScope())
        {
            sent.CheckTree();
            Assert.That(sent.Units.Select(unit => unit.Text("name")), Is.EqualTo(new[] { "probe", "growing", "inside", "innermost" }));
            Assert.That(sent.Unit("growing").Metadata("trace", "truncated"), Is.EqualTo("true"));
            Assert.That((sent.Dropped, sent.Trimmed), Is.EqualTo((0L, 1L)));
        }
    }

    [Test]
    public async Task Whatever_the_shape_of_a_trace_each_subsegment_is_sent_below_its_parent_or_counted()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(200, 4_000);
            var breadth = random.Next(1, 40);
            var largest = random.Next(2) == 0 ? 2_000 : 90_000;

            var sent = await SentAsync(_ => Grow(count));

            using (Assert.EnterMultipleScope())
            {
                sent.CheckTree();
                Assert.That(sent.Units.Count() - 1 + sent.Dropped, Is.EqualTo(count), $"seed {seed}");
                Assert.That(sent.Bytes, Is.LessThan(TraceLimit), $"seed {seed}");
                Assert.That(sent.Documents.Max(document => document.ToJsonString().Length), Is.LessThan(XRayExporter.MaxDatagram), $"seed {seed}");
            }

            Task Grow(int left)
            {
                var open = new Stack<Subsegment>();
                while (left-- > 0)
                {
                    var work = TraceWork($"work {left}");
                    open.Push(work);
                    if (random.Next(20) == 0)
                    {
                        Fill(work, random.Next(largest));
                    }

                    if (random.Next(100) == 0)
                    {
                        work.Fail(new InvalidOperationException("no"));
                    }

                    // The narrower, the deeper.
                    while (open.Count > 0 && random.Next(breadth + 1) > 0 && (breadth > 5 || random.Next(3) > 0))
                    {
                        open.Pop().Dispose();
                    }
                }

                while (open.TryPop(out var last))
                {
                    last.Dispose();
                }

                return Task.CompletedTask;
            }
        }
    }

    private static void Flood()
    {
        for (var i = 0; i < 5_000; i++)
        {
            TraceWork($"leaf {i}").Dispose();
        }
    }

    private static void Fill(Subsegment subsegment, int size)
    {
        const int Each = 4_000;
        for (var i = 1; i <= size / Each; i++)
        {
            subsegment.AddMetadata($"text{i}", new string('x', Each));
        }
    }

    private static async Task<SentTrace> SentAsync(Func<Subsegment, Task> work)
    {
        using var probe = new Probe();
        var sender = new CollectingSender();
        using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, warn: null);
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, async (context, _) =>
        {
            await work(context.Trace);
            return "done";
        });
        await function.InvokeAsync("event", probe.Context());
        Assert.That(exporter.Statistics.Lost, Is.Zero);
        return new SentTrace(sender.Take(), probe.Header, exporter.Statistics);
    }

    private sealed record SentTrace(List<JsonObject> Documents, TraceHeader Header, ExporterStatistics Statistics)
    {
        internal IEnumerable<JsonObject> Units => Documents.SelectMany(document => document.SelfAndDescendants());

        internal JsonObject Root => Unit("probe");

        internal int Bytes => Documents.Sum(document => document.ToJsonString().Length);

        internal long Dropped => Statistics.DroppedSubsegments;

        internal long Trimmed => Statistics.Trimmed;

        internal List<string> Names(string prefix) =>
            [.. Units.Select(unit => unit.Text("name")!).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))];

        internal JsonObject Unit(string name) => Units.Single(unit => unit.Text("name") == name);

        internal void CheckTree()
        {
            var ids = Units.Select(unit => unit.Text("id")).ToHashSet();
            Assert.That(ids, Has.Count.EqualTo(Units.Count()));
            Assert.That(
                Documents.Select(document => document.Text("parent_id")).Where(parent => !ids.Contains(parent)),
                Is.EqualTo(new[] { Header.ParentId.ToHexString() }),
                "all but the root hang below one that was sent");
            Assert.That(Root["metadata"]?["trace"]?["dropped"]?.GetValue<long>() ?? 0, Is.EqualTo(Dropped));
        }
    }
}
