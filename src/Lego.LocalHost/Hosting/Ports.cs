using System.Net;
using System.Net.Sockets;

namespace Lego.LocalHost.Hosting;

/// <summary>Ports of servers that cannot report which free one they took, or that would fail late and unclearly on a busy one.</summary>
internal static class Ports
{
    /// <summary>Returns the port when it is free, a free one for 0.</summary>
    public static int Claim(string server, int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new PortInUseException(server, port);
        }

        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static void ClaimUdp(string server, int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            throw new PortInUseException(server, port);
        }
    }
}
