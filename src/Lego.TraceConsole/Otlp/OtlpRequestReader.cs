using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Otlp;

/// <summary>
/// Reads the spans of an ExportTraceServiceRequest. Field numbers: opentelemetry-proto, trace/v1/trace.proto, common/v1/common.proto.
/// What is no such request ends in a <see cref="FormatException"/>.
/// </summary>
internal static class OtlpRequestReader
{
    private const ulong StatusError = 2;

    // Lists of lists are legal at any depth; nobody writes them.
    private const int MaxDepth = 32;

    public static List<OtlpSpan> Read(ReadOnlySpan<byte> request)
    {
        var spans = new List<OtlpSpan>();
        var reader = new ProtobufReader(request);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                ReadResourceSpans(reader.Content, spans);
            }
        }

        return spans;
    }

    private static void ReadResourceSpans(ReadOnlySpan<byte> message, List<OtlpSpan> spans)
    {
        var resource = new SpanAttributes();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                ReadAttributes(reader.Content, 1, resource);
            }
            else if (reader.Field == 2)
            {
                ReadScopeSpans(reader.Content, resource, spans);
            }
        }
    }

    private static void ReadScopeSpans(ReadOnlySpan<byte> message, SpanAttributes resource, List<OtlpSpan> spans)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
            {
                spans.Add(ReadSpan(reader.Content, resource));
            }
        }
    }

    private static OtlpSpan ReadSpan(ReadOnlySpan<byte> message, SpanAttributes resource)
    {
        var span = new OtlpSpan { Resource = resource };
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: span.TraceId = Convert.ToHexStringLower(reader.Content); break;
                case 2: span.Id = Convert.ToHexStringLower(reader.Content); break;
                case 4: span.ParentId = Convert.ToHexStringLower(reader.Content); break;
                case 5: span.Name = Encoding.UTF8.GetString(reader.Content); break;
                case 6: span.Kind = (SpanKind)reader.Number; break;
                case 7: span.Start = reader.Number; break;
                case 8: span.End = reader.Number; break;
                case 9: ReadAttribute(reader.Content, span.Attributes); break;
                case 11: ReadEvent(reader.Content, span); break;
                case 15: ReadStatus(reader.Content, span); break;
            }
        }

        return span;
    }

    private static void ReadEvent(ReadOnlySpan<byte> message, OtlpSpan span)
    {
        var name = "";
        var attributes = new SpanAttributes();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
            {
                name = Encoding.UTF8.GetString(reader.Content);
            }
            else if (reader.Field == 3)
            {
                ReadAttribute(reader.Content, attributes);
            }
        }

        if (name == "exception")
        {
            span.Exceptions.Add(attributes);
        }
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, OtlpSpan span)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2)
            {
                span.StatusMessage = Encoding.UTF8.GetString(reader.Content);
            }
            else if (reader.Field == 3)
            {
                span.HasFailed = reader.Number == StatusError;
            }
        }
    }

    private static void ReadAttributes(ReadOnlySpan<byte> message, int field, SpanAttributes attributes)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                ReadAttribute(reader.Content, attributes);
            }
        }
    }

    private static void ReadAttribute(ReadOnlySpan<byte> message, SpanAttributes attributes)
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
