using Lego.Lambda.Conformance.Tests.Scenarios;

namespace Lego.Lambda.Conformance.Tests.Players;

/// <summary>Plays a scenario with our framework.</summary>
internal static class OurPlayer
{
    public static async Task<Performance> PlayAsync(Scenario scenario)
    {
        await using var server = await DownstreamServer.StartAsync();
        using var stage = new Stage(scenario.Sampled, server.Url);
        await scenario.Play(stage);
        return new Performance(stage.Header, stage.Documents(), server.TraceHeaders, stage.Log);
    }
}
