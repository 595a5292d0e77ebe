using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Attacks;
using Lego.Testing.RuntimeApi;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>A function's process is killed while it serves: what was answered before has its trace, and the next process goes on.</summary>
[Category("Attack")]
[Platform("Linux")]
internal sealed class KilledProcessAttackTests
{
    private const string Event = """{"name":"Ada"}""";

    [Test]
    public async Task A_killed_process_loses_its_current_invocation_and_nothing_else()
    {
        using var attack = new Attack("deadlines-killed");
        await attack.RunAsync(async attackCase =>
        {
            using var daemon = new DaemonListener();
            await using var api = await FakeRuntimeApi.StartAsync();
            var traces = new HashSet<string>();
            var last = TestTrace.NewHeader();
            Task<InvocationOutcome> current;
            await using (Start(api, daemon))
            {
                for (var count = attackCase.Random.Next(1, 20); count > 0; count--)
                {
                    await AnsweredAsync(api, daemon, traces);
                    attack.Count("answered before");
                }

                // The process ends with the block, wherever it has come to with this one.
                current = api.EnqueueAsync(Event, new InvocationHeaders { TraceHeader = last.ToString() });
                Thread.SpinWait(attackCase.Random.Next(100_000));
            }

            Receive(daemon, traces);
            if (current.IsCompletedSuccessfully)
            {
                Assert.That(traces, Has.Member(TraceIds.ToXRay(last.TraceId)), "what was answered has its trace");
                attack.Count("answered before the end");
            }
            else
            {
                attack.Count("lost with the process");
            }

            await using (Start(api, daemon))
            {
                await AnsweredAsync(api, daemon, traces);
            }

            attack.Count("processes killed");
        });
    }

    private static async Task AnsweredAsync(FakeRuntimeApi api, DaemonListener daemon, HashSet<string> traces)
    {
        var header = TestTrace.NewHeader();
        var outcome = await api.EnqueueAsync(Event, new InvocationHeaders { TraceHeader = header.ToString() });
        Assert.That((string?)outcome.Json["text"], Is.EqualTo("Hello, Ada!"));
        Receive(daemon, traces);
        Assert.That(traces, Has.Member(TraceIds.ToXRay(header.TraceId)), "the trace is there before the answer");
    }

    private static void Receive(DaemonListener daemon, HashSet<string> traces)
    {
        foreach (var document in daemon.ReceiveArrived())
        {
            traces.Add((string)System.Text.Json.Nodes.JsonNode.Parse(document)!["trace_id"]!);
        }
    }

    private static StartedFunction Start(FakeRuntimeApi api, DaemonListener daemon) =>
        StartedFunction.Start("Hello", api.Address, new Dictionary<string, string> { ["AWS_XRAY_DAEMON_ADDRESS"] = daemon.Address });
}
