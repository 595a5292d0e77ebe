using Lego.Testing.Peers;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Conformance.Tests.Players;

/// <summary>Plays a scenario with AWS's own SDK for Node, in a process of its own as inside Lambda.</summary>
internal static class PeerPlayer
{
    public static async Task<Performance> PlayAsync(string scenario, SampleDecision sampled)
    {
        using var daemon = new DaemonListener(DaemonListener.RecorderHeaderLine);
        await using var server = await DownstreamServer.StartAsync();
        var header = TestTrace.NewHeader(sampled);
        var log = await CommandLine.RunAsync(
            PeerInstallation.Folder, "node", "--no-warnings", "play.js", scenario, daemon.Address, header.ToString(), server.Url);
        return new Performance(header, daemon.ReceiveArrived(), server.TraceHeaders, log);
    }
}
