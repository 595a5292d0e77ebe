using System.Buffers;
using System.Text.Json;

namespace Lego.LocalHost.Tracing;

/// <summary>The parts that all segment documents share. Text beyond ASCII is escaped, as other receivers of this protocol expect.</summary>
internal static class SegmentJson
{
    private const int MaxText = 250;
    private const int MaxName = 200;

    public static ReadOnlyMemory<byte> Document(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static void WriteUnit(this Utf8JsonWriter json, string name, string id, DateTimeOffset start, DateTimeOffset end)
    {
        json.WriteString("name", Name(name));
        json.WriteString("id", id);
        json.WriteNumber("start_time", Seconds(start));
        json.WriteNumber("end_time", Seconds(end));
    }

    public static void WriteTrace(this Utf8JsonWriter json, string traceId, string? parentId)
    {
        json.WriteString("trace_id", traceId);
        if (parentId is not null)
        {
            json.WriteString("parent_id", parentId);
        }
    }

    public static void WriteText(this Utf8JsonWriter json, string property, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(property, value.Length <= MaxText ? value : value[..MaxText]);
        }
    }

    public static void WriteStatusFlags(this Utf8JsonWriter json, int status)
    {
        if (status == 429)
        {
            json.WriteBoolean("throttle", true);
        }

        if (status is >= 400 and < 500)
        {
            json.WriteBoolean("error", true);
        }
        else if (status >= 500)
        {
            json.WriteBoolean("fault", true);
        }
    }

    /// <summary>Microseconds as a decimal, because a double of today's epoch seconds would print with noise in the last digits.</summary>
    private static decimal Seconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10 / 1_000_000m;

    private static string Name(string name)
    {
        var allowed = string.Concat(name.Where(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c) || "_.:/%&#=+\\-@".Contains(c, StringComparison.Ordinal)));
        return allowed.Length <= MaxName ? allowed : allowed[..MaxName];
    }
}
