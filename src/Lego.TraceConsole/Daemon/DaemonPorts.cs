using System.Net.Sockets;
using Lego.TraceConsole.Ingest;

namespace Lego.TraceConsole.Daemon;

/// <summary>
/// The daemon's two ports: UDP for documents, and TCP of the same number for calls of the X-Ray API, since one address names both.
/// </summary>
internal static class DaemonPorts
{
    private const int Attempts = 50;

    /// <summary>The TCP socket listens already, so that nobody takes its port meanwhile.</summary>
    public static async Task<(DaemonListener Documents, Socket Calls)> OpenAsync(int port, IngestQueue queue, IngestCounters counters)
    {
        for (var attempt = 1; ; attempt++)
        {
            var documents = DaemonListener.Start(port, queue, counters);
            var calls = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                calls.Bind(documents.Address);
                calls.Listen();
                return (documents, calls);
            }
            catch (SocketException exception)
            {
                calls.Dispose();
                await documents.DisposeAsync();
                // A port that is free for UDP may be taken for TCP; then there are others.
                if (port != 0 || attempt == Attempts)
                {
                    throw PortUnavailableException.For("TCP", port, "calls to the X-Ray daemon", exception);
                }
            }
        }
    }
}
