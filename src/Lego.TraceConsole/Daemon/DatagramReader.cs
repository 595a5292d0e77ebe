using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Daemon;

/// <summary>The daemon's framing: a header line, a line feed, one document.</summary>
internal static class DatagramReader
{
    /// <summary>
    /// Gives the part of the datagram after its header; a document, or spans as <see cref="Otlp.OtlpPayload"/> reads them.
    /// </summary>
    public static RejectReason? TryReadBody(Memory<byte> datagram, out Memory<byte> body)
    {
        body = default;
        var lineEnd = datagram.Span.IndexOf((byte)'\n');
        if (lineEnd < 0 || !IsHeader(datagram[..lineEnd]))
        {
            return RejectReason.BadHeader;
        }

        body = datagram[(lineEnd + 1)..].Trim(" \t\r\n"u8);
        return body.IsEmpty ? RejectReason.EmptyBody : null;
    }

    private static bool IsHeader(ReadOnlyMemory<byte> line)
    {
        // As the SDKs write it; anything else is parsed.
        if (line.Span.SequenceEqual("{\"format\":\"json\",\"version\":1}"u8) || line.Span.SequenceEqual("{\"format\": \"json\", \"version\": 1}"u8))
        {
            return true;
        }

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
