namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
public sealed class UpstreamShareTests
{
    private const int Many = 100_000;

    [Test]
    public void Exactly_the_rules_share_is_kept_whoever_decides_first(
        [Values(0.1, 0.5)] double fixedRate,
        [Values(0.5, 5, 50, 500)] double perSecond,
        [Values("nobody", "Lambda", "Lambda, half a second off", "5 % without a reservoir")] string who)
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 1, fixedRate, seed: 1);

        traffic.Send(Many, perSecond, who switch
        {
            "nobody" => null,
            "Lambda" => SimulatedCaller.Lambda(),
            "Lambda, half a second off" => SimulatedCaller.Lambda(0.5),
            _ => new SimulatedCaller(0, 0.05),
        });

        Assert.That(traffic.Kept, Is.EqualTo(traffic.Expected).Within(3 * traffic.StandardDeviation));
        Assert.That(traffic.KeptByCaller, who == "nobody" ? Is.Zero : Is.Positive);
    }

    [TestCase(0.5)]
    [TestCase(500)]
    public void Exactly_the_rate_is_kept_without_a_reservoir(double perSecond)
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 0, fixedRate: 0.1, seed: 2);

        traffic.Send(Many, perSecond, new SimulatedCaller(0, 0.05));

        Assert.That(traffic.Kept, Is.EqualTo(0.1 * Many).Within(3 * traffic.StandardDeviation));
    }

    [TestCase(0.02)]
    [TestCase(0.05)]
    [TestCase(0.09)]
    public void What_the_caller_left_is_kept_with_the_probability_that_fills_up_to_the_rate(double callerRate)
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 0, fixedRate: 0.1, seed: 3);

        traffic.Send(Many, 50, new SimulatedCaller(0, callerRate));

        var upstream = (double)traffic.KeptByCaller / Many;
        var probability = (0.1 - upstream) / (1 - upstream);
        Assert.That(
            (double)traffic.KeptByRule / traffic.NotKeptByCaller,
            Is.EqualTo(probability).Within(3 * traffic.StandardDeviation / Many));
    }

    [Test]
    public void A_caller_that_keeps_more_than_the_rule_is_obeyed_and_nothing_is_added()
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 0, fixedRate: 0.01, seed: 4);

        traffic.Send(Many, 5, new SimulatedCaller(0, 0.05));

        // Before the caller's first one, the rule may have kept some by itself.
        Assert.That(traffic.KeptByRule, Is.LessThan(10));
        Assert.That(traffic.KeptByCaller, Is.GreaterThan(0.04 * Many));
    }

    [Test]
    public void A_rate_of_zero_keeps_only_what_the_caller_keeps()
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 0, fixedRate: 0, seed: 5);

        traffic.Send(10_000, 5, SimulatedCaller.Lambda());

        Assert.That(traffic.KeptByRule, Is.Zero);
        Assert.That(traffic.KeptByCaller, Is.Positive);
    }

    [Test]
    public void A_rate_of_one_keeps_everything()
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 0, fixedRate: 1, seed: 6);

        traffic.Send(10_000, 5, SimulatedCaller.Lambda());

        Assert.That(traffic.Kept, Is.EqualTo(10_000));
    }

    [Test]
    public void After_few_requests_the_count_is_off_by_less_than_half_a_request()
    {
        const int Processes = 5_000;
        const int Requests = 20;
        var kept = 0;
        var caller = new SimulatedCaller(0, 0.05);
        for (var i = 0; i < Processes; i++)
        {
            using var traffic = new SimulatedTraffic(reservoirSize: 0, fixedRate: 0.1, seed: i);
            traffic.Send(Requests, 1, caller);
            kept += traffic.Kept;
        }

        Assert.That((double)kept / Processes, Is.EqualTo(0.1 * Requests).Within(0.5));
    }

    [Test]
    public void The_reservoir_is_hardly_touched_where_the_rate_makes_up_for_the_caller()
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 1, fixedRate: 0.1, seed: 7);

        traffic.Send(Many, 5, new SimulatedCaller(0, 0.05));

        Assert.That(traffic.SilentSeconds, Is.LessThan(0.005 * traffic.Seconds));
    }

    [Test]
    public void A_flood_of_traces_is_made_up_for_to_a_limit()
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 1, fixedRate: 0.1, seed: 8);
        traffic.Send(5_000, 50, new SimulatedCaller(0, 1));
        var (expectedBefore, keptBefore) = (traffic.Expected, traffic.KeptByRule);

        traffic.Send(Many, 50);

        var missing = traffic.Expected - expectedBefore - (traffic.KeptByRule - keptBefore);
        Assert.That(missing, Is.EqualTo(Runtime.Sampling.UpstreamSurplus.Limit).Within(3 * traffic.StandardDeviation));
        Assert.That(missing, Is.LessThan(500), "The flood itself was larger");
    }

    [TestCase(4, 0)]
    [TestCase(6, 1)]
    public void After_five_idle_minutes_a_flood_is_forgotten(int minutes, int kept)
    {
        using var traffic = new SimulatedTraffic(reservoirSize: 1, fixedRate: 0.1, seed: 9);
        traffic.Send(5_000, 50, new SimulatedCaller(0, 1));

        traffic.Idle(TimeSpan.FromMinutes(minutes));
        traffic.Send(1, 50);

        Assert.That(traffic.KeptByRule, Is.EqualTo(kept));
    }
}
