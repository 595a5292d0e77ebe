using System.Globalization;
using System.Net.Sockets;

namespace Lego.TraceConsole.Daemon;

/// <summary>What Linux has to say about the receive buffer of a UDP socket. Source: socket(7), udp(7), proc(5).</summary>
internal static class SocketBuffer
{
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;

    /// <summary>
    /// A privileged process gets what it asks for; any other up to <c>net.core.rmem_max</c>, which is often too small for a burst.
    /// </summary>
    public static void TryForce(Socket socket, int bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                socket.SetRawSocketOption(SocketLevel, ForceReceiveBuffer, BitConverter.GetBytes(bytes));
            }
            catch (SocketException)
            {
                // Not privileged.
            }
        }
    }

    public static long? DroppedAt(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            // sl, local address, remote address, ...; the last column counts the drops.
            var end = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
            return File.ReadLines("/proc/net/udp")
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(columns => columns.Length > 2 && columns[1].EndsWith(end, StringComparison.Ordinal))
                .Select(columns => long.TryParse(columns[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var drops) ? drops : (long?)null)
                .FirstOrDefault();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
