using System.Globalization;
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
    /// <summary>Writes the member <c>metadata</c>, unless there is nothing to write.</summary>
    internal void Write(DocumentJson json, ReadOnlySpan<MetadataEntry> entries)
    {
        if (entries.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("metadata"u8);
        for (var i = 0; i < entries.Length; i++)
        {
            if (IsFirstOfNamespace(entries, i))
            {
                WriteNamespace(json, entries[i..]);
            }
        }

        json.WriteEndObject();
    }

    // There are few namespaces, so that looking back costs less than a table.
    private static bool IsFirstOfNamespace(ReadOnlySpan<MetadataEntry> entries, int index)
    {
        for (var i = index - 1; i >= 0; i--)
        {
            if (entries[i].Namespace == entries[index].Namespace)
            {
                return false;
            }
        }

        return true;
    }

    private void WriteNamespace(DocumentJson json, ReadOnlySpan<MetadataEntry> entries)
    {
        var name = entries[0].Namespace;
        json.WriteStartObject(name);
        foreach (ref readonly var entry in entries)
        {
            if (entry.Namespace == name)
            {
                json.WritePropertyName(entry.Key);
                WriteValue(json, entry);
            }
        }

        json.WriteEndObject();
    }

    private void WriteValue(DocumentJson json, in MetadataEntry entry)
    {
        switch (entry.Kind)
        {
            case MetadataEntry.MetadataKind.Integer:
                json.WriteNumberValue(entry.Integer);
                break;
            case MetadataEntry.MetadataKind.Boolean:
                json.WriteBooleanValue(entry.Boolean);
                break;
            case MetadataEntry.MetadataKind.Double when double.IsFinite(entry.Double):
                json.WriteNumberValue(entry.Double);
                break;
            case MetadataEntry.MetadataKind.Double:
                json.WriteStringValue(entry.Double.ToString(CultureInfo.InvariantCulture));
                break;
            case MetadataEntry.MetadataKind.Text when entry.Text is { } text:
                json.WriteStringValue(text.Length > 0 && SecretNames.IsLabel(entry.Key, '=') ? Redactor.Mark : sanitizer.Redact(text));
                break;
            default:
                WriteObject(json, entry);
                break;
        }
    }

    private static void WriteObject(DocumentJson json, in MetadataEntry entry)
    {
        switch (entry.Object)
        {
            case null:
                json.WriteNullValue();
                break;
            case MetadataSnapshot snapshot:
                json.WriteRawValue(snapshot.Json.Span);
                break;
            case JsonNode node:
                json.WriteRawValue(MetadataSnapshot.Of(node, types: null, key: entry.Key).Json.Span);
                break;
            case var other:
                json.WriteStringValue(other.GetType().Name);
                break;
        }
    }
}
