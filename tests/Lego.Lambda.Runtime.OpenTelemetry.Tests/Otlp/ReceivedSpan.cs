namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

/// <summary>A span as it arrived. Source of the numbers: opentelemetry-proto 1, <c>trace.proto</c> and <c>common.proto</c>.</summary>
internal sealed record ReceivedSpan
{
    internal ReceivedSpan(ProtobufMessage span)
    {
        TraceId = span.Hex(1);
        SpanId = span.Hex(2);
        TraceState = span.Text(3);
        ParentId = span.Hex(4);
        Name = span.Text(5);
        Kind = (int)span.Number(6);
        Start = span.Number(7);
        End = span.Number(8);
        Attributes = ReadAttributes(span, 9);
        Events = [.. span.Messages(11).Select(item => new ReceivedEvent(item.Text(2), item.Number(1), ReadAttributes(item, 3)))];
        Links = [.. span.Messages(13).Select(item => new ReceivedLink(item.Hex(1), item.Hex(2), (uint)item.Number(6)))];
        DroppedLinks = (int)span.Number(14);
        StatusMessage = span.Message(15).Text(2);
        StatusCode = (int)span.Message(15).Number(3);
        Flags = (uint)span.Number(16);
    }

    internal string TraceId { get; }

    internal string SpanId { get; }

    internal string TraceState { get; }

    internal string ParentId { get; }

    internal string Name { get; }

    internal int Kind { get; }

    internal ulong Start { get; }

    internal ulong End { get; }

    internal IReadOnlyDictionary<string, object> Attributes { get; }

    internal IReadOnlyList<ReceivedEvent> Events { get; }

    internal IReadOnlyList<ReceivedLink> Links { get; }

    internal int DroppedLinks { get; }

    internal string StatusMessage { get; }

    internal int StatusCode { get; }

    internal uint Flags { get; }

    /// <summary>An attribute, or null.</summary>
    internal object? this[string key] => Attributes.GetValueOrDefault(key);

    /// <summary>Throws where a key comes twice, which the protocol forbids.</summary>
    internal static Dictionary<string, object> ReadAttributes(ProtobufMessage owner, int field) =>
        owner.Messages(field).ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2)));

    private static object Value(ProtobufMessage value) => value.Fields.Single() switch
    {
        1 => value.Text(1),
        2 => value.Number(2) != 0,
        3 => (long)value.Number(3),
        4 => BitConverter.UInt64BitsToDouble(value.Number(4)),
        5 => value.Message(5).Messages(1).Select(Value).ToArray(),
        var other => throw new InvalidDataException($"Value of kind {other}."),
    };
}
