using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Testing;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Subsegments that end late or never.</summary>
internal static class LifetimeScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("left-open", stage => stage.PlayAsync(async _ =>
        {
            static async Task ForgetAsync()
            {
                TraceCalls.TraceWork("forgotten");
                await Task.Yield();
            }

            await Traced("done");
            await ForgetAsync();
        }))
        {
            Moves =
            [
                new("conformance > done", "(unsent parent) > done", "The peer never sends a subsegment below which one was left open."),
            ],
            Differences =
            [
                new("conformance", "(subsegment)", null, "We close what was left open and send the whole; the peer waits for ever."),
                new("(unsent parent) > done : travels", "(inside its parent)", "(alone)", "We send one datagram for an invocation."),
            ],
            OurFacts =
            [
                ("conformance > forgotten", "(subsegment)"),
                ("conformance > forgotten : metadata.trace.unfinished", "true"),
                ("conformance > forgotten : starts after", "done"),
            ],
        },

        new("late-child", stage => stage.PlayAsync(async _ =>
        {
            var finish = new TaskCompletionSource();
            var late = Task.CompletedTask;
            await Traced("outer", _ =>
            {
                late = Traced("late", _ => finish.Task);
                return Task.CompletedTask;
            });
            finish.SetResult();
            await late;
        }))
        {
            Differences =
            [
                .. CommonDifferences.Root,
                new("documents", "1", "2", "We send one datagram for an invocation; the peer sends each subsegment as it closes."),
                new("conformance > outer > late : travels", "(inside its parent)", "(alone)", "The same, seen from the subsegment."),
            ],
        },

        new("timed-out", TimeOutAsync)
        {
            Moves =
            [
                new(
                    "conformance > done", "(unsent parent) > done",
                    "Lambda ends the peer's process before its root is closed, so the root is never sent."),
            ],
            Differences =
            [
                new(
                    "conformance", "(subsegment)", null,
                    "We announce what is still open shortly before the deadline; the peer does not know the deadline."),
                new("(unsent parent) > done : travels", "(inside its parent)", "(alone)", "We send one datagram for an invocation."),
            ],
            OurFacts =
            [
                ("conformance : in_progress", "true"),
                ("conformance > stuck : in_progress", "true"),
            ],
        },
    ];

    /// <summary>The environment is ended at the deadline: what arrives after it does not count.</summary>
    private static async Task TimeOutAsync(Stage stage)
    {
        var clock = new FakeTimeProvider();
        stage.Options = stage.Options with { Clock = clock };
        var isStuck = new TaskCompletionSource();
        var rescue = new TaskCompletionSource();
        var remaining = TimeSpan.FromSeconds(3);
        var invocation = stage.PlayAsync(
            async (_, _) =>
            {
                await Traced("done");
                await Traced("stuck", _ =>
                {
                    isStuck.SetResult();
                    return rescue.Task;
                });
            },
            new TestLambdaContext { TraceId = stage.Header.ToString(), RemainingTime = remaining });
        await isStuck.Task;
        // The function's own deadline lies half a second before Lambda's.
        clock.Advance(remaining - TimeSpan.FromMilliseconds(450));
        stage.EndHere();
        rescue.SetResult();
        await invocation;
    }
}
