using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Errors.Redaction;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.Tracing.Metadata;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Writes metadata by namespaces. Texts are redacted here; snapshots were redacted when they were taken and are written as they are.
/// How large one value may become is said in <see cref="MetadataLimits"/>.
/// </summary>
internal sealed class MetadataWriter(ErrorSanitizer sanitizer)
{
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
                if (entry.Value is string and not "" && SecretNames.IsLabel(entry.Key, '='))
                {
                    json.WriteStringValue(Redactor.Mark);
                }
                else
                {
                    WriteValue(json, entry.Key, entry.Value);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter json, string key, object? value)
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
            case MetadataSnapshot snapshot:
                json.WriteRawValue(snapshot.Json.Span, skipInputValidation: true);
                break;
            case JsonNode node:
                json.WriteRawValue(MetadataSnapshot.Of(node, types: null, key: key).Json.Span, skipInputValidation: true);
                break;
            default:
                json.WriteStringValue(value.GetType().Name);
                break;
        }
    }
}
