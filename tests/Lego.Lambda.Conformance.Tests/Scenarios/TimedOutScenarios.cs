using Lego.Lambda.Conformance.Tests.Comparison;
using Lego.Lambda.Conformance.Tests.Players;
using Microsoft.Extensions.Time.Testing;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Functions that hang until Lambda ends their process. What would be sent after that moment does not count.</summary>
internal static class TimedOutScenarios
{
    private static readonly TimeSpan Remaining = TimeSpan.FromSeconds(3);

    // Of three seconds half a second is kept back: the handler's token fires then, and what follows comes after half of it each time.
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(500);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("timed-out", HangAsync)
        {
            Moves = [Done],
            Differences = [.. Differences],
            OurFacts =
            [
                ("conformance : annotations.timedOut", "true"),
                ("conformance : fault", "true"),
                ("conformance > stuck : in_progress", "true"),
            ],
        },

        new("timed-out-blocking", BlockAsync)
        {
            Moves = [Done],
            Differences = [.. Differences],
            OurFacts =
            [
                ("conformance : in_progress", "true"),
                ("conformance > stuck : in_progress", "true"),
                ("conformance > stuck : annotations.timedOut", "true"),
            ],
        },
    ];

    private static MovedNode Done => new(
        "conformance > done", "(unsent parent) > done",
        "Lambda ends the peer's process before its root is closed, so the root is never sent.");

    private static ExpectedDifference[] Differences =>
    [
        new(
            "conformance", "(subsegment)", null,
            "We send what there is shortly before the deadline; the peer does not know the deadline."),
        new(CanonicalTrace.Documents, "2", "1", "What hangs travels alone, so that it can be replaced if it ends after all."),
        new("(unsent parent) > done : travels", "(inside its parent)", "(alone)", "What has ended travels inside its parent."),
    ];

    /// <summary>A handler that awaits for ever and ignores its token is left behind, and the invocation ends without it.</summary>
    private static async Task HangAsync(Stage stage)
    {
        var clock = new FakeTimeProvider();
        var isStuck = new TaskCompletionSource();
        var rescue = new TaskCompletionSource();
        var invocation = PlayAsync(stage, clock, async () =>
        {
            await Traced("done");
            await Traced("stuck", _ =>
            {
                isStuck.SetResult();
                return rescue.Task;
            });
        });
        await isStuck.Task;
        clock.Advance(Remaining - (Kept / 2));
        await invocation;
        stage.EndHere();
        rescue.SetResult();
    }

    /// <summary>A handler that blocks its thread lets the invocation not end: all that is sent is what the deadline's timer sends.</summary>
    private static async Task BlockAsync(Stage stage)
    {
        var clock = new FakeTimeProvider();
        using var rescue = new ManualResetEventSlim();
        // What follows must not run on the thread that is to be blocked.
        var isStuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var invocation = Task.Factory.StartNew(
            () => PlayAsync(stage, clock, async () =>
            {
                await Traced("done");
                using var stuck = TraceCalls.TraceWork("stuck");
                isStuck.SetResult();
                rescue.Wait(CancellationToken.None);
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        await isStuck.Task;
        clock.Advance(Remaining - Kept);
        // The timer of what is sent last starts when the token fires.
        clock.Advance(Kept - (Kept / 4));
        stage.EndHere();
        rescue.Set();
        await invocation;
    }

    private static Task PlayAsync(Stage stage, FakeTimeProvider clock, Func<Task> work)
    {
        stage.Options = stage.Options with { Clock = clock };
        return stage.PlayAsync((_, _) => work(), stage.Context with { RemainingTime = Remaining });
    }
}
