using System.Runtime.CompilerServices;
using Lego.Benchmarks.Tracing;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Limits;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Guard;

/// <summary>
/// What tracing allocates, with a limit for each figure. Allocation does not depend on the machine's load, as time does. Not in parallel:
/// where a listener of another test hears our activities, each call has one.
/// </summary>
[NonParallelizable]
public sealed class TracingAllocationTests
{
    private const int Runs = 100;
    private const int Rounds = 10;

    private DaemonListener _daemon = null!;

    [SetUp]
    public void Listen() => _daemon = new DaemonListener();

    [TearDown]
    public void Close() => _daemon.Dispose();

    [Test]
    public void A_sampled_invocation_allocates_no_more_than_its_limit()
    {
        using var invocation = new TracedInvocation(_daemon.Address, isSampled: true, KeepPolicy.Errors);

        LimitsFile.Check("tracing.sampledInvocation", Allocated(() => invocation.Run()));
    }

    [Test]
    public void An_invocation_that_is_held_and_not_kept_allocates_no_more_than_its_limit()
    {
        using var invocation = new TracedInvocation(
            _daemon.Address, isSampled: false, KeepPolicy.Errors | KeepPolicy.Slow | KeepPolicy.Forced);

        LimitsFile.Check("tracing.heldInvocation", Allocated(() => invocation.Run()));
    }

    [Test]
    public void An_invocation_that_is_not_recorded_allocates_nothing()
    {
        using var invocation = new TracedInvocation(_daemon.Address, isSampled: false, KeepPolicy.None);

        LimitsFile.Check("tracing.unsampledInvocation", Allocated(() => invocation.Run()));
    }

    [Test]
    public void An_exception_of_twenty_frames_adds_no_more_than_its_limit()
    {
        using var invocation = new TracedInvocation(_daemon.Address, isSampled: true, KeepPolicy.Errors);
        var exception = Thrown();

        var with = Allocated(() => invocation.Run(exception));
        LimitsFile.Check("tracing.exception", with - Allocated(() => invocation.Run()));
    }

    [Test]
    public void A_trace_header_is_read_without_allocating() => LimitsFile.Check(
        "tracing.header",
        Allocated(() => ParsedHeader.TryParse("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", false, out _)));

    [TestCase("Loaded the instructions with their parts and images from the list of the user (3)")]
    [TestCase("https://db.internal:5433/lego?sslmode=require, took 12 ms")]
    public void A_clean_text_is_sanitized_without_allocating(string text)
    {
        var sanitizer = new ErrorSanitizer(production: true);

        LimitsFile.Check("sanitizer.cleanText", Allocated(() => sanitizer.Redact(text)));
    }

    /// <summary>
    /// The fewest bytes that one run took, in several rounds: what the runtime allocates now and then is not the code's. On a thread of its
    /// own, since what the test's framework keeps in the flow would be copied with it.
    /// </summary>
    private static long Allocated(Action action)
    {
        var fewest = long.MaxValue;
        var thread = new Thread(() => fewest = Measure(action));
        thread.UnsafeStart();
        thread.Join();
        return fewest;
    }

    private static long Measure(Action action)
    {
        var fewest = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Runs; i++)
            {
                action();
            }

            fewest = Math.Min(fewest, (GC.GetAllocatedBytesForCurrentThread() - before) / Runs);
        }

        return fewest;
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            Descend(20);
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }

        throw new AssertionException("It did not throw.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Descend(int depth) =>
        depth > 1 ? Descend(depth - 1) + 1 : throw new InvalidOperationException("The list has no such part.");
}
