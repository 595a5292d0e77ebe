using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>Writes what another tracing library recorded about a subsegment, with secrets redacted in every text.</summary>
internal static class AdoptedWriter
{
    private const int MaxStatement = 4000;
    private const int MaxDepth = 8;

    internal static void Write(DocumentJson json, ErrorSanitizer sanitizer, Subsegment subsegment, Detail detail)
    {
        if (subsegment.Blocks is not { } blocks)
        {
            return;
        }

        if (blocks.Namespace is { } space)
        {
            json.WriteString("namespace"u8, space);
        }

        if (detail == Detail.Skeleton)
        {
            return;
        }

        if (subsegment.HttpMethod is null && subsegment.HttpStatus is null)
        {
            Write(json, sanitizer, "http"u8, blocks.Http, NameRules.MaxText);
        }

        Write(json, sanitizer, "aws"u8, blocks.Aws, MaxStatement);
        Write(json, sanitizer, "sql"u8, blocks.Sql, MaxStatement);
        if (blocks.PrecursorIds.Count > 0)
        {
            json.WriteStartArray("precursor_ids"u8);
            foreach (var id in blocks.PrecursorIds)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        }
    }

    private static void Write(DocumentJson json, ErrorSanitizer sanitizer, ReadOnlySpan<byte> name, JsonObject? block, int length)
    {
        if (block is { Count: > 0 })
        {
            json.WritePropertyName(name);
            WriteNode(json, sanitizer, block, length, 0);
        }
    }

    private static void WriteNode(DocumentJson json, ErrorSanitizer sanitizer, JsonNode? node, int length, int depth)
    {
        switch (node)
        {
            case JsonObject or JsonArray when depth > MaxDepth:
                json.WriteStringValue("[too deep]"u8);
                break;
            case JsonObject members:
                json.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    if (value is not null)
                    {
                        json.WritePropertyName(name);
                        WriteNode(json, sanitizer, value, length, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonArray items:
                json.WriteStartArray();
                foreach (var item in items)
                {
                    WriteNode(json, sanitizer, item, length, depth + 1);
                }

                json.WriteEndArray();
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                json.WriteStringValue(NameRules.Cut(sanitizer.Redact(text.ToString()), length));
                break;
            case null:
                json.WriteNullValue();
                break;
            default:
                json.WriteRawValue(System.Text.Encoding.UTF8.GetBytes(node.ToJsonString()));
                break;
        }
    }
}
