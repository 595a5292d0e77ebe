using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

/// <summary>What one invocation recorded is in no document of another, although their lists are the same memory one after the other.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class UsedAgainTests
{
    private const int Invocations = 1_500;

    [Test]
    public async Task Every_document_of_many_invocations_at_once_has_only_its_own_marks()
    {
        using var probe = new Probe();
        var sent = new Collected();
        using var exporter = new XRayExporter(sent, probe.Options.Sanitizer, null);
        var forgotten = new ConcurrentQueue<(Subsegment Subsegment, int Number)>();
        using var isOver = new CancellationTokenSource();
        var late = Task.Run(() => WriteLate(forgotten, isOver.Token));
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, (context, _) => WorkAsync(context, forgotten));

        await Parallel.ForEachAsync(
            Enumerable.Range(0, Invocations),
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (number, _) => await function.InvokeAsync("event", new TestLambdaContext { AwsRequestId = $"m{number}m" }));
        await isOver.CancelAsync();
        await late;

        Assert.That(sent.Documents, Has.Count.EqualTo(Invocations));
        using (Assert.EnterMultipleScope())
        {
            var numbers = new HashSet<string>();
            foreach (var document in sent.Documents)
            {
                var marks = Marks().Matches(document).Select(match => match.Value).Distinct().ToList();
                Assert.That(marks, Has.Count.EqualTo(1), document);
                Assert.That(numbers.Add(marks[0]), Is.True, "each invocation once");
                Assert.That(Count(document), Is.EqualTo(6), document);
            }

            Assert.That(SegmentSchema.Validate(sent.Documents.First()), Is.Empty);
        }
    }

    [Test]
    public async Task What_is_written_to_a_subsegment_of_an_earlier_invocation_is_lost()
    {
        using var probe = new Probe();
        Subsegment? held = null;
        await probe.RunAsync(() =>
        {
            held = TraceWork("held");
            held.Annotate("own", 1);
            return Task.CompletedTask;
        });
        var first = probe.Daemon.ReceiveOne();

        await probe.RunAsync(() =>
        {
            using var work = TraceWork("work");
            held!.Annotate("strange", 1);
            held.AddMetadata("strange", "text");
            held.SetHttpRequest("GET", "https://strange.example.com/");
            held.AddLink(TestTrace.NewHeader());
            held.Fail(new InvalidOperationException("strange"));
            held.Dispose();
            work.Annotate("own", 2);
            return Task.CompletedTask;
        });

        var second = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Named("held").Annotation("own"), Is.EqualTo("1"));
            Assert.That(second.Named("work").Annotation("own"), Is.EqualTo("2"));
            Assert.That(second.ToJsonString(), Does.Not.Contain("strange"));
            Assert.That(held!.Annotations, Is.Empty);
            Assert.That(held.Children, Is.Empty);
        }
    }

    [Test]
    public async Task A_way_out_that_keeps_traces_goes_on_to_find_them_whole()
    {
        using var probe = new Probe();
        var kept = new Keeper();
        var function = new Probe.Function(probe.Options with { Exporter = kept }, async (context, _) =>
        {
            await TraceWork("work", work =>
            {
                work.Annotate("own", context.RequestId);
                return Task.CompletedTask;
            });
            return "done";
        });

        await function.InvokeAsync("event", new TestLambdaContext { AwsRequestId = "one" });
        await function.InvokeAsync("event", new TestLambdaContext { AwsRequestId = "two" });

        Assert.That(
            kept.Traces.Select(trace => trace.Root.Children.Single().Annotations.Single().Value.Text),
            Is.EqualTo(new[] { "one", "two" }));
    }

    private static async Task<string> WorkAsync(HandlerContext context, ConcurrentQueue<(Subsegment Subsegment, int Number)> forgotten)
    {
        var mark = context.RequestId;
        context.Trace.Annotate("mark", mark);
        context.Trace.AddMetadata("mark", mark);
        using (var work = TraceWork("work " + mark))
        {
            work.Annotate("mark", mark);
            await Task.Yield();
            await Task.WhenAll(
                TraceCache("get", mark, inner =>
                {
                    inner.Annotate("mark", mark);
                    return Task.CompletedTask;
                }),
                TraceDatabase("moc.get", "moc " + mark, default, async inner =>
                {
                    await Task.Yield();
                    inner.AddMetadata("mark", mark);
                }));
        }

        // Begun in a flow of its own, and left open.
        var open = await Task.Run(() => TraceWork("open " + mark));
        forgotten.Enqueue((open, 0));
        return "done";
    }

    // Keeps on writing to subsegments whose invocations are long over.
    private static void WriteLate(ConcurrentQueue<(Subsegment Subsegment, int Number)> forgotten, CancellationToken isOver)
    {
        while (!isOver.IsCancellationRequested)
        {
            if (!forgotten.TryDequeue(out var late))
            {
                Thread.Yield();
                continue;
            }

            if (!late.Subsegment.Trace!.IsClosed)
            {
                forgotten.Enqueue(late);
                continue;
            }

            var mark = late.Subsegment.Name["open ".Length..];
            late.Subsegment.Annotate("late", mark);
            late.Subsegment.AddMetadata("late", mark);
            if (late.Number > 3)
            {
                late.Subsegment.Dispose();
            }
            else
            {
                forgotten.Enqueue((late.Subsegment, late.Number + 1));
            }
        }
    }

    // The nodes of traced calls are not counted: each is named after its server, not after the call.
    private static int Count(string document) => Names().Count(document);

    [GeneratedRegex("m\\d+m")]
    private static partial Regex Marks();

    [GeneratedRegex("\"name\":\"(probe|work|open|cache:get|db:moc.get|cache.internal)")]
    private static partial Regex Names();

    private sealed class Collected : IDocumentSender
    {
        internal ConcurrentBag<string> Documents { get; } = [];

        public bool TrySend(ReadOnlySpan<byte> datagram)
        {
            var text = System.Text.Encoding.UTF8.GetString(datagram);
            Documents.Add(JsonNode.Parse(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..])!.ToJsonString());
            return true;
        }
    }

    private sealed class Keeper : ITraceExporter
    {
        internal List<InvocationTrace> Traces { get; } = [];

        public bool IsEnabled => true;

        public void Export(InvocationTrace trace) => Traces.Add(trace);
    }
}
