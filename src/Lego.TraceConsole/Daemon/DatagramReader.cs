using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Daemon;

/// <summary>The daemon's framing: a header line, a line feed, one document.</summary>
internal static class DatagramReader
{
    public static RejectReason? TryReadBody(byte[] datagram, out byte[] body)
    {
        body = [];
        var lineEnd = datagram.AsSpan().IndexOf((byte)'\n');
        if (lineEnd < 0 || !IsHeader(datagram.AsMemory(0, lineEnd)))
        {
            return RejectReason.BadHeader;
        }

        var rest = datagram.AsSpan(lineEnd + 1).Trim(" \t\r\n"u8);
        if (rest.IsEmpty)
        {
            return RejectReason.EmptyBody;
        }

        // The AWS distribution of OpenTelemetry sends its own format under the same header: sampled or unsampled spans in base64.
        if (rest.StartsWith("T1S"u8) || rest.StartsWith("T1U"u8))
        {
            return RejectReason.OpenTelemetry;
        }

        body = rest.ToArray();
        return null;
    }

    private static bool IsHeader(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var header = JsonDocument.Parse(line);
            return string.Equals(header.RootElement.Text("format"), "json", StringComparison.OrdinalIgnoreCase)
                && header.RootElement.Number("version") is 1;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is no valid Unicode.
            return false;
        }
    }
}
