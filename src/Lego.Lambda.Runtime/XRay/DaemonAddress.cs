using System.Net;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Where segment documents are sent by UDP.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">UDP port.</param>
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
    public static bool TryParse(string? text, out DaemonAddress address)
    {
        address = default;
        var parts = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length switch
        {
            1 => TryParseEndpoint(parts[0], out address),
            2 => TryParsePair(parts[0], parts[1], out address) || TryParsePair(parts[1], parts[0], out address),
            _ => false,
        };
    }

    private static bool TryParsePair(string tcp, string udp, out DaemonAddress address)
    {
        address = default;
        return tcp.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase)
            && udp.StartsWith("udp:", StringComparison.OrdinalIgnoreCase)
            && TryParseEndpoint(tcp[4..], out _)
            && TryParseEndpoint(udp[4..], out address);
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
        if (host.Contains(':', StringComparison.Ordinal) && !IPAddress.TryParse(host, out _))
        {
            return false;
        }

        address = new DaemonAddress(host, port);
        return true;
    }
}
