using System.Globalization;
using System.Net.Sockets;

namespace Lego.TraceConsole;

/// <summary>A port that could not be had, with a message fit to be shown as it is.</summary>
internal sealed class PortUnavailableException(string message, Exception inner) : IOException(message, inner)
{
    public static PortUnavailableException For(string protocol, int port, string purpose, Exception inner)
    {
        var number = port.ToString(CultureInfo.InvariantCulture);
        var reason = inner is SocketException { SocketErrorCode: not SocketError.AddressAlreadyInUse } other
            ? $"cannot be opened ({other.SocketErrorCode})"
            : "is in use by another process";
        return new PortUnavailableException($"{protocol} port {number} on 127.0.0.1, for {purpose}, {reason}.", inner);
    }
}
