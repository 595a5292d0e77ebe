using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Otlp;

/// <summary>Reads attributes and their values. Field numbers: opentelemetry-proto, common/v1/common.proto.</summary>
internal static class OtlpValues
{
    // Lists of lists are legal at any depth; nobody writes them.
    private const int MaxDepth = 32;

    public static void ReadAttribute(ReadOnlySpan<byte> message, SpanAttributes attributes)
    {
        var (key, value) = ReadPair(message, 0);
        attributes[key] = value;
    }

    private static (string Key, JsonNode? Value) ReadPair(ReadOnlySpan<byte> message, int depth)
    {
        var key = "";
        JsonNode? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                key = Encoding.UTF8.GetString(reader.Content);
            }
            else if (reader.Field == 2)
            {
                value = ReadValue(reader.Content, depth);
            }
        }

        return (key, value);
    }

    private static JsonNode? ReadValue(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("A value is nested too deeply.");
        }

        JsonNode? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            value = reader.Field switch
            {
                1 => JsonValue.Create(Encoding.UTF8.GetString(reader.Content)),
                2 => JsonValue.Create(reader.Number != 0),
                3 => JsonValue.Create((long)reader.Number),
                // JSON has no word for the others.
                4 => double.IsFinite(reader.Double)
                    ? JsonValue.Create(reader.Double)
                    : JsonValue.Create(reader.Double.ToString(CultureInfo.InvariantCulture)),
                5 => ReadArray(reader.Content, depth),
                6 => ReadObject(reader.Content, depth),
                7 => JsonValue.Create(Convert.ToBase64String(reader.Content)),
                _ => value,
            };
        }

        return value;
    }

    private static JsonArray ReadArray(ReadOnlySpan<byte> message, int depth)
    {
        var items = new JsonArray();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                items.Add(ReadValue(reader.Content, depth + 1));
            }
        }

        return items;
    }

    private static JsonObject ReadObject(ReadOnlySpan<byte> message, int depth)
    {
        var members = new JsonObject();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                var (key, value) = ReadPair(reader.Content, depth + 1);
                members[key] = value;
            }
        }

        return members;
    }
}
