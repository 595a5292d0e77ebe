using System.Text;

namespace Lego.TraceConsole.Otlp;

/// <summary>
/// Reads the spans of an ExportTraceServiceRequest. Field numbers: opentelemetry-proto, trace/v1/trace.proto.
/// What is no such request ends in a <see cref="FormatException"/>.
/// </summary>
internal static class OtlpRequestReader
{
    private const ulong StatusError = 2;

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
                case 9: OtlpValues.ReadAttribute(reader.Content, span.Attributes); break;
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
                OtlpValues.ReadAttribute(reader.Content, attributes);
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
                OtlpValues.ReadAttribute(reader.Content, attributes);
            }
        }
    }
}
