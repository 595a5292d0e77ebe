using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>Where a server listens: an IPv4 or IPv6 address or a host name, with a port or on port 80.</summary>
internal sealed class HostAddress
{
    private const int DefaultPort = 80;
    private const int LongestHostName = 255;

    private readonly IPEndPoint? _endPoint;
    private readonly string _host;
    private readonly int _port;

    private HostAddress(string authority, IPEndPoint? endPoint, string host, int port)
    {
        Authority = authority;
        _endPoint = endPoint;
        _host = host;
        _port = port;
    }

    /// <summary>The text as it was set, which is also the <c>Host</c> header.</summary>
    public string Authority { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out HostAddress? address)
    {
        address = null;
        if (IPEndPoint.TryParse(text, out var endPoint))
        {
            if (endPoint.Port == 0)
                endPoint.Port = DefaultPort;
            address = new HostAddress(text, endPoint, "", endPoint.Port);
            return true;
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        var port = DefaultPort;
        if (colon >= 0 && !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
            return false;
        if (port is < 1 or > IPEndPoint.MaxPort || host.Length is 0 or > LongestHostName || !IsHostName(host))
            return false;
        address = new HostAddress(text, null, host, port);
        return true;
    }

    /// <summary>Makes a socket that suits the address; it is not connected.</summary>
    public Socket CreateSocket() => _endPoint is null
        ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
        : new Socket(_endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Connects a socket that <see cref="CreateSocket"/> made; a host name is resolved anew each time.</summary>
    /// <exception cref="SocketException">Nobody listens, or the name is not known.</exception>
    public void Connect(Socket socket)
    {
        if (_endPoint is null)
            socket.Connect(_host, _port);
        else
            socket.Connect(_endPoint);
    }

    // The text goes into a header, so what could end one must not be in it.
    private static bool IsHostName(string host)
    {
        foreach (var letter in host)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))
                return false;
        }

        return true;
    }
}
