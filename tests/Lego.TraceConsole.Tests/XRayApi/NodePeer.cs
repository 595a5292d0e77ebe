using Lego.Testing.Peers;

namespace Lego.TraceConsole.Tests.XRayApi;

/// <summary>AWS's clients for Node in the build output.</summary>
internal static class NodePeer
{
    /// <summary>Runs a program of the peer and gives what it printed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        await Requires.Node();
        return await CommandLine.RunAsync(PeerInstallation.Folder, "node", ["--no-warnings", .. arguments]);
    }
}
