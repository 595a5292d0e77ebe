using System.Text;
using System.Text.Json;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// Writes metadata as attributes <c>lego.metadata.namespace.key</c>: texts, numbers and booleans as such, everything else as JSON text.
/// </summary>
/// <remarks>
/// The values are taken from what the X-Ray document holds of them, so that there is one place that decides what of a value may leave.
/// </remarks>
internal sealed class MetadataAttributes(AttributeWriter attributes, ErrorSanitizer sanitizer)
{
    private const string Prefix = "lego.metadata.";

    private readonly MetadataWriter _metadata = new(sanitizer);
    private readonly DocumentJson _json = new();

    internal void Write(IReadOnlyList<MetadataEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        _json.Reset([]);
        _json.WriteStartObject();
        _metadata.Write(_json, [.. entries]);
        _json.WriteEndObject();

        // {"metadata":{"namespace":{"key":value}}}
        var reader = new Utf8JsonReader(_json.Written, new JsonReaderOptions { MaxDepth = 1000 });
        reader.Read();
        reader.Read();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var prefix = Prefix + reader.GetString() + '.';
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var key = prefix + reader.GetString();
                reader.Read();
                WriteValue(key, ref reader);
            }
        }
    }

    private void WriteValue(string key, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                attributes.Put(key, reader.GetString());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                attributes.PutBoolean(key, reader.GetBoolean());
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out var whole):
                attributes.PutInteger(key, whole);
                break;
            case JsonTokenType.Number:
                attributes.PutDouble(key, reader.GetDouble());
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                attributes.Put(key, Encoding.UTF8.GetString(_json.Written[start..(int)reader.BytesConsumed]));
                break;
        }
    }
}
