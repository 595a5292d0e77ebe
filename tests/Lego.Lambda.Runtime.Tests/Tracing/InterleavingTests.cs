using System.Text.Json.Nodes;
using System.Threading.Channels;
using CsCheck;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

/// <summary>Random programs of parallel work, several invocations at once: the tree that is sent is the tree that the code spelled.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InterleavingTests
{
    private enum Way
    {
        OneByOne,
        WhenAll,
        OnThreads,
        ForEach,
        Channel,
        Timers,
    }

    [Test]
    public void Parents_are_right_and_siblings_never_mix_whatever_the_interleaving()
    {
        Gen.Select(Programs(3), Gen.Int[1, 4]).Array[2, 6].Sample(
            invocations =>
            {
                using var probe = new Probe();
                var running = invocations.Select((invocation, i) => Task.Run(() =>
                    probe.RunAsync(() => RunAsync(invocation.Item1, $"i{i}"), probe.Context(TestTrace.NewHeader())))).ToArray();
                Task.WhenAll(running).GetAwaiter().GetResult();
                var trees = probe.Daemon.ReceiveArrived().Select(text => Shape(JsonNode.Parse(text)!.AsObject())).Order(StringComparer.Ordinal);
                var expected = invocations.Select((invocation, i) => $"probe({Expected(invocation.Item1, $"i{i}")})").Order(StringComparer.Ordinal);
                return trees.SequenceEqual(expected);
            },
            iter: 60,
            threads: 1);
    }

    private static Gen<Node> Programs(int depth) => depth == 0
        ? Gen.Const(new Node(Way.OneByOne, []))
        : Gen.Select(Gen.Int[0, 5], Programs(depth - 1).Array[0, 4], (way, children) => new Node((Way)way, children));

    private static async Task RunAsync(Node node, string name)
    {
        var works = node.Children.Select((child, i) => (Name: $"{name}.{i}", Child: child)).ToList();
        switch (node.Way)
        {
            case Way.WhenAll:
                await Task.WhenAll(works.Select(work => Traced(work.Child, work.Name)));
                break;
            case Way.OnThreads:
                await Task.WhenAll(works.Select(work => Task.Run(() => Traced(work.Child, work.Name))));
                break;
            case Way.ForEach:
                await Parallel.ForEachAsync(works, async (work, _) => await Traced(work.Child, work.Name));
                break;
            case Way.Channel:
                var channel = Channel.CreateUnbounded<(string Name, Node Child)>();
                var readers = Enumerable.Range(0, 2).Select(async _ =>
                {
                    await foreach (var (workName, child) in channel.Reader.ReadAllAsync())
                    {
                        await Traced(child, workName);
                    }
                }).ToArray();
                works.ForEach(work => channel.Writer.TryWrite(work));
                channel.Writer.Complete();
                await Task.WhenAll(readers);
                break;
            case Way.Timers:
                await Task.WhenAll(works.Select(work => OnTimer(() => Traced(work.Child, work.Name))));
                break;
            default:
                foreach (var work in works)
                {
                    using var subsegment = TraceWork(work.Name);
                    await Task.Yield();
                    await RunAsync(work.Child, work.Name);
                }

                break;
        }
    }

    private static async Task OnTimer(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new Timer(
            _ => work().ContinueWith(task => done.SetFromTask(task), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default),
            null,
            TimeSpan.Zero,
            Timeout.InfiniteTimeSpan);
        await done.Task;
    }

    private static Task Traced(Node node, string name) => TraceWork(name, async _ =>
    {
        await Task.Yield();
        await RunAsync(node, name);
    });

    private static string Expected(Node node, string name) =>
        string.Join(',', node.Children.Select((child, i) => $"{name}.{i}({Expected(child, $"{name}.{i}")})"));

    private static string Shape(JsonObject unit) =>
        $"{unit.Text("name")}({string.Join(',', unit.Children().OrderBy(child => child.Text("name"), StringComparer.Ordinal).Select(Shape))})";

    private sealed record Node(Way Way, Node[] Children);
}
