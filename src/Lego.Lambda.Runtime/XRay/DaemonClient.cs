using System.Net;
using System.Net.Sockets;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>A UDP socket to the X-Ray daemon.</summary>
internal sealed class DaemonClient : IDocumentSender, IDisposable
{
    private readonly Socket? _socket;
    private volatile bool _isConnected;

    internal DaemonClient(DaemonAddress address)
    {
        if (IPAddress.TryParse(address.Host, out var ip))
        {
            _socket = Open(ip.AddressFamily);
            Connect(new IPEndPoint(ip, address.Port));
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
        if (_socket is null || !_isConnected)
        {
            return false;
        }

        try
        {
            var sent = _socket.Send(datagram, SocketFlags.None, out var error);
            if (error == SocketError.ConnectionRefused)
            {
                // That is the answer to an earlier datagram, and was taken off the socket by being read: this one has not been sent.
                sent = _socket.Send(datagram, SocketFlags.None, out error);
            }

            return error == SocketError.Success && sent == datagram.Length;
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

    // Connected, so that the system looks up the way to the daemon once and not for each datagram.
    private void Connect(IPEndPoint daemon)
    {
        try
        {
            _socket?.Connect(daemon);
            _isConnected = true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Documents stay unsent and are counted by the exporter.
        }
    }

    private async Task ResolveAsync(DaemonAddress address)
    {
        try
        {
            var found = await Dns.GetHostAddressesAsync(address.Host, AddressFamily.InterNetwork).ConfigureAwait(false);
            if (found.Length > 0)
            {
                Connect(new IPEndPoint(found[0], address.Port));
            }
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            // No such name, or none at all. Documents stay unsent and are counted by the exporter.
        }
    }
}
