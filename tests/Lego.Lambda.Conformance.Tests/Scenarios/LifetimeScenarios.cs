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
    ];
}
