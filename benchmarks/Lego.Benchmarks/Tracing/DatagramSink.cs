using System.Net;
using System.Net.Sockets;

namespace Lego.Benchmarks.Tracing;

/// <summary>What stands for the X-Ray daemon: a UDP socket on loopback that is read and forgotten.</summary>
internal sealed class DatagramSink : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    internal DatagramSink()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        new Thread(Read) { IsBackground = true }.Start();
    }

    internal EndPoint EndPoint => _socket.LocalEndPoint!;

    internal string Address => EndPoint.ToString()!;

    public void Dispose() => _socket.Dispose();

    private void Read()
    {
        var buffer = new byte[ushort.MaxValue];
        try
        {
            while (true)
            {
                _socket.Receive(buffer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }
}
