using System.Diagnostics;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>Ids and flags as the protocol writes them. Source: opentelemetry-proto 1, <c>trace.proto</c>, <c>SpanFlags</c>.</summary>
internal static class SpanIds
{
    /// <summary>It is said whether the parent, or the other end of a link, is in another process.</summary>
    internal const uint KnownRemote = 0x100;

    /// <summary>It is in another process.</summary>
    internal const uint Remote = 0x200;

    internal static void Write(ProtobufWriter message, int field, ActivityTraceId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        message.Bytes(field, bytes);
    }

    internal static void Write(ProtobufWriter message, int field, ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[8];
        id.CopyTo(bytes);
        message.Bytes(field, bytes);
    }
}
