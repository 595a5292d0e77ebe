using Lego.Lambda.Runtime.Sampling.Remote;
using Lego.Lambda.Runtime.XRay;
using Microsoft.Extensions.Time.Testing;

namespace Lego.TraceConsole.Tests.XRayApi;

/// <summary>The sampler of Lego.Lambda.Runtime and the console's TCP port.</summary>
[Parallelizable]
public sealed class RemoteSamplerTests
{
    [Test]
    public async Task The_sampler_gets_rules_and_its_part_of_the_reservoir_from_the_console()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var rule = SamplingCallsTests.Rule("uploads");
        rule["SamplingRule"]!["FixedRate"] = 0;
        await console.CallAsync("/CreateSamplingRule", rule);
        var told = new List<string>();
        using var remote = new RemoteRules(
            new DaemonAddress("127.0.0.1", console.Server.Daemon.Port), console.Clock, new Random(1), told.Add, TimeSpan.FromSeconds(30));

        await PollAsync(remote, console.Clock);
        var borrowed = Kept(remote, console.Clock);
        console.Clock.Advance(TimeSpan.FromSeconds(11));
        await PollAsync(remote, console.Clock);
        var kept = Kept(remote, console.Clock);
        var summaries = await console.CallAsync("/SamplingStatisticSummaries");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told, Is.Empty);
            Assert.That(borrowed, Is.EqualTo(1));
            Assert.That(kept, Is.EqualTo(4));
            Assert.That(summaries["SamplingStatisticSummaries"]![0]!["RequestCount"]!.GetValue<int>(), Is.EqualTo(10));
        }
    }

    private static async Task PollAsync(RemoteRules remote, FakeTimeProvider clock)
    {
        remote.Current(Now(clock));
        await remote.LastPoll;
    }

    private static int Kept(RemoteRules remote, FakeTimeProvider clock)
    {
        var rule = remote.Current(Now(clock))!.Find("uploads")!;
        return Enumerable.Range(0, 10).Count(_ => rule.Decide(isUpstreamSampled: false, Now(clock), new Random(1)));
    }

    private static long Now(FakeTimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
