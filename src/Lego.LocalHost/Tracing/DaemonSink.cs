using System.Net;
using System.Net.Sockets;

namespace Lego.LocalHost.Tracing;

/// <summary>Sends documents to an X-Ray daemon: a header line and one document per datagram, no answer.</summary>
public sealed class DaemonSink(IPEndPoint daemon) : ISegmentSink, IDisposable
{
    private const int MaxDatagramBytes = 65_507;

    private readonly Socket _socket = new(daemon.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

    private static ReadOnlySpan<byte> Header => "{\"format\": \"json\", \"version\": 1}\n"u8;

    /// <summary>Reads a daemon address as the X-Ray SDKs do: <c>host:port</c>, or the part after <c>udp:</c>.</summary>
    public static async Task<IPEndPoint> ResolveAsync(string address, CancellationToken cancellationToken)
    {
        var parts = address.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var udp = (parts.FirstOrDefault(part => part.StartsWith("udp:", StringComparison.Ordinal)) ?? parts[0]).Replace("udp:", "", StringComparison.Ordinal);
        var colon = udp.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(udp[(colon + 1)..], out var port))
        {
            throw new FormatException($"AWS_XRAY_DAEMON_ADDRESS is '{address}'; it must be host:port or 'tcp:host:port udp:host:port'.");
        }

        var hosts = await Dns.GetHostAddressesAsync(udp[..colon], cancellationToken);
        return new IPEndPoint(hosts.FirstOrDefault(host => host.AddressFamily == AddressFamily.InterNetwork) ?? hosts[0], port);
    }

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
