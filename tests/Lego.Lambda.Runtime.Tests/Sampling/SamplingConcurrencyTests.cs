using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
public sealed class SamplingConcurrencyTests
{
    [Test]
    public async Task Threads_never_take_more_than_the_reservoir_in_a_second()
    {
        const int Threads = 4;
        const int Rounds = 200;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        using var sampler = new RuleSampler(new SamplingRules([SamplingRule.MakeDefault(reservoirSize: 3, fixedRate: 0)]), clock: clock);
        var kept = new int[Rounds];
        using var barrier = new Barrier(Threads, _ => clock.Advance(TimeSpan.FromSeconds(1)));

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    for (var i = 0; i < 20; i++)
                    {
                        var decision = sampler.Decide(new SamplingRequest("moc-list"), SampleDecision.None);
                        Interlocked.Add(ref kept[round], decision.IsSampled ? 1 : 0);
                    }

                    barrier.SignalAndWait();
                }
            },
            TestContext.CurrentContext.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        Assert.That(kept, Is.All.EqualTo(3));
    }

    [Test]
    public void A_sample_that_is_counted_after_its_request_was_reported_waits_for_another_request()
    {
        var counters = new RuleCounters();
        counters.AddRequest();
        var first = counters.Take();
        counters.AddSampled(isBorrowed: true);
        var second = counters.Take();
        counters.AddRequest();

        Assert.That(
            new[] { first, second, counters.Take() },
            Is.EqualTo(new RuleStatistics[] { new(1, 0, 0), new(0, 0, 0), new(1, 1, 1) }));
    }

    [Test]
    public async Task Threads_count_every_request_once_whatever_snapshots_come_between()
    {
        const int Threads = 3;
        const int Each = 20_000;
        var state = new RuleState(SamplingRule.MakeDefault(reservoirSize: 1, fixedRate: 0.5), isShared: true);
        var kept = 0;
        var deciding = Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                Interlocked.Add(ref kept, state.Decide(isUpstreamSampled: i % 20 == 0, now: i, Random.Shared) ? 1 : 0);
            }
        })));

        var snapshots = new List<RuleStatistics>();
        do
        {
            snapshots.Add(state.Counters.Take());
        }
        while (!deciding.IsCompleted);
        await deciding;
        snapshots.Add(state.Counters.Take());

        // A sample whose request was in the last snapshot but one waits for another request.
        state.Counters.AddRequest();
        state.Counters.AddRequest();
        state.Counters.AddRequest();
        snapshots.Add(state.Counters.Take());

        Assert.That(snapshots.Sum(snapshot => snapshot.Requests), Is.EqualTo((Threads * Each) + 3));
        Assert.That(snapshots.Sum(snapshot => snapshot.Sampled), Is.EqualTo(kept));
        Assert.That(snapshots.Where(snapshot => snapshot.Sampled > snapshot.Requests || snapshot.Borrowed > snapshot.Sampled), Is.Empty);
    }
}
