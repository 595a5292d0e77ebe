using System.Net;
using System.Net.Sockets;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>A UDP socket to the X-Ray daemon.</summary>
internal sealed class DaemonClient : IDocumentSender, IDisposable
{
    private readonly Socket? _socket;
    private volatile SocketAddress? _target;

    internal DaemonClient(DaemonAddress address)
    {
        if (IPAddress.TryParse(address.Host, out var ip))
        {
            _socket = Open(ip.AddressFamily);
            _target = new IPEndPoint(ip, address.Port).Serialize();
        }
        else
        {
            _socket = Open(AddressFamily.InterNetwork);
            // A name is looked up beside the start: a slow or absent resolver must not hold the function up.
            _ = ResolveAsync(address);
        }
    }

    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        if (_socket is null || _target is not { } target)
        {
            return false;
        }

        try
        {
            // Not connected: a connected UDP socket reports the ICMP error of an earlier datagram on the next send.
            return _socket.SendTo(datagram, SocketFlags.None, target) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    public void Dispose() => _socket?.Dispose();

    private static Socket? Open(AddressFamily family)
    {
        try
        {
            // Non-blocking: a full send buffer loses a document, it does not hold a request up.
            return new Socket(family, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, SendBufferSize = 1 << 20 };
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task ResolveAsync(DaemonAddress address)
    {
        try
        {
            var found = await Dns.GetHostAddressesAsync(address.Host, AddressFamily.InterNetwork).ConfigureAwait(false);
            if (found.Length > 0)
            {
                _target = new IPEndPoint(found[0], address.Port).Serialize();
            }
        }
        catch (SocketException)
        {
            // Documents stay unsent and are counted by the exporter.
        }
    }
}
