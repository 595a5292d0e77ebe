using System.Net;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>An address of the X-Ray daemon: where segment documents are sent by UDP, or calls of the X-Ray API by TCP.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">UDP or TCP port.</param>
public readonly record struct DaemonAddress(string Host, int Port)
{
    /// <summary>The environment variable that Lambda sets.</summary>
    public const string EnvironmentVariable = "AWS_XRAY_DAEMON_ADDRESS";

    /// <summary>
    /// Reads <c>host:port</c>, or <c>tcp:host:port udp:host:port</c> in either order.
    /// Source: AWS X-Ray developer guide, environment variables of the SDKs.
    /// </summary>
    /// <param name="text">The variable's value; null or blank means that there is no daemon.</param>
    /// <param name="address">The UDP address.</param>
    /// <returns>False when there is none or it is malformed.</returns>
    public static bool TryParse(string? text, out DaemonAddress address) => TryParseBoth(text, out address, out _);

    /// <summary>Reads the TCP address, where the daemon forwards calls of the X-Ray API, from the same text.</summary>
    /// <param name="text">The variable's value; null or blank means that there is no daemon.</param>
    /// <param name="address">The TCP address.</param>
    /// <returns>False when there is none or it is malformed.</returns>
    public static bool TryParseTcp(string? text, out DaemonAddress address) => TryParseBoth(text, out _, out address);

    private static bool TryParseBoth(string? text, out DaemonAddress udp, out DaemonAddress tcp)
    {
        (udp, tcp) = (default, default);
        var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (parts.Length)
        {
            case 1:
                var isEndpoint = TryParseEndpoint(parts[0], out udp);
                tcp = udp;
                return isEndpoint;
            case 2:
                return TryParsePair(parts[0], parts[1], out udp, out tcp) || TryParsePair(parts[1], parts[0], out udp, out tcp);
            default:
                return false;
        }
    }

    private static bool TryParsePair(string first, string second, out DaemonAddress udp, out DaemonAddress tcp)
    {
        (udp, tcp) = (default, default);
        return first.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase)
            && second.StartsWith("udp:", StringComparison.OrdinalIgnoreCase)
            && TryParseEndpoint(first[4..], out tcp)
            && TryParseEndpoint(second[4..], out udp);
    }

    private static bool TryParseEndpoint(string text, out DaemonAddress address)
    {
        address = default;
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port) || port == 0)
        {
            return false;
        }

        var host = text[..colon].Trim('[', ']');
        // An empty name would be looked up as that of this machine.
        if (host.Length == 0 || (host.Contains(':', StringComparison.Ordinal) && !IPAddress.TryParse(host, out _)))
        {
            return false;
        }

        address = new DaemonAddress(host, port);
        return true;
    }
}
