using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Writes metadata by namespaces, with secrets redacted in every text.</summary>
internal sealed class MetadataWriter(ErrorSanitizer sanitizer)
{
    private const int MaxDepth = 32;

    internal void Write(Utf8JsonWriter json, List<MetadataEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        json.WriteStartObject("metadata"u8);
        foreach (var group in entries.GroupBy(entry => entry.Namespace, StringComparer.Ordinal))
        {
            // The prefix belongs to AWS: it refuses ours under it.
            json.WriteStartObject(group.Key.StartsWith("AWS.", StringComparison.Ordinal) ? "_" + group.Key : group.Key);
            foreach (var entry in group)
            {
                json.WritePropertyName(entry.Key);
                WriteValue(json, entry.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(sanitizer.Redact(text));
                break;
            case bool boolean:
                json.WriteBooleanValue(boolean);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case JsonNode node:
                WriteNode(json, node, 0);
                break;
            default:
                json.WriteStringValue(value.GetType().Name);
                break;
        }
    }

    private void WriteNode(Utf8JsonWriter json, JsonNode? node, int depth)
    {
        if (depth > MaxDepth)
        {
            json.WriteStringValue("[too deep]"u8);
            return;
        }

        switch (node)
        {
            case JsonObject members:
                json.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    json.WritePropertyName(name);
                    if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String)
                    {
                        json.WriteStringValue(Redactor.RedactParameter(name, text.ToString()));
                    }
                    else
                    {
                        WriteNode(json, value, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    WriteNode(json, item, depth + 1);
                }

                json.WriteEndArray();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                json.WriteStringValue(sanitizer.Redact(value.ToString()));
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                node.WriteTo(json);
                break;
        }
    }
}
