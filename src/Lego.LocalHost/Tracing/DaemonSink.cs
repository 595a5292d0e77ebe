using System.Net;
using System.Net.Sockets;

namespace Lego.LocalHost.Tracing;

/// <summary>Sends documents to an X-Ray daemon: a header line and one document per datagram, no answer.</summary>
public sealed class DaemonSink(IPEndPoint daemon) : ISegmentSink, IDisposable
{
    private const int MaxDatagramBytes = 65_507;

    private readonly Socket _socket = new(daemon.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

    private static ReadOnlySpan<byte> Header => "{\"format\": \"json\", \"version\": 1}\n"u8;

    public void Send(ReadOnlyMemory<byte> document)
    {
        Span<byte> datagram = new byte[Header.Length + document.Length];
        Header.CopyTo(datagram);
        document.Span.CopyTo(datagram[Header.Length..]);
        if (datagram.Length > MaxDatagramBytes)
        {
            return;
        }

        try
        {
            _socket.SendTo(datagram, SocketFlags.None, daemon);
        }
        catch (SocketException)
        {
            // A daemon that is not there must not fail the request that is traced.
        }
    }

    public void Dispose() => _socket.Dispose();
}
