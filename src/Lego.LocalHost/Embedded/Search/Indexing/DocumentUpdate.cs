using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>A partial change: objects are merged, everything else is replaced.</summary>
internal sealed class DocumentUpdate
{
    private readonly JsonObject? _changes;
    private readonly bool _detectNoop = true;

    private DocumentUpdate(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.Json("an update must be a JSON object");
        }

        JsonObject? upsert = null;
        var docAsUpsert = false;
        foreach (var property in body.EnumerateObject())
        {
            switch (property.Name)
            {
                case "doc":
                    _changes = Object(property);
                    break;
                case "upsert":
                    upsert = Object(property);
                    break;
                case "doc_as_upsert":
                    docAsUpsert = Flag(property);
                    break;
                case "detect_noop":
                    _detectNoop = Flag(property);
                    break;
                case "_source":
                    break;
                default:
                    throw new SearchException(400, "x_content_parse_exception", $"[UpdateRequest] unknown field [{property.Name}]");
            }
        }

        if (_changes is null)
        {
            throw SearchErrors.Validation("script or doc is missing");
        }

        if ((upsert ?? (docAsUpsert ? _changes : null)) is { } document)
        {
            Upsert = Bytes(document);
        }
    }

    /// <summary>What to insert when there is no document; null means that is an error.</summary>
    public ReadOnlyMemory<byte>? Upsert { get; }

    public static DocumentUpdate Parse(JsonElement body) => new(body);

    /// <summary>The changed document, or null when nothing changes.</summary>
    public ReadOnlyMemory<byte>? Apply(ReadOnlyMemory<byte> source)
    {
        var before = JsonNode.Parse(source.Span)!.AsObject();
        var after = before.DeepClone().AsObject();
        Merge(after, _changes!);
        if (_detectNoop && JsonNode.DeepEquals(before, after))
        {
            return null;
        }

        return Bytes(after);
    }

    private static void Merge(JsonObject target, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Merge(existing, inner);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    private static JsonObject Object(JsonProperty property) =>
        JsonNode.Parse(property.Value.GetRawText()) as JsonObject ?? throw SearchErrors.IllegalArgument($"[{property.Name}] of an update must be an object");

    private static bool Flag(JsonProperty property) => property.Value.ToString() switch
    {
        "True" or "true" => true,
        "False" or "false" => false,
        var other => throw SearchErrors.IllegalArgument($"[{property.Name}] of an update must be true or false but was [{other}]"),
    };

    private static ReadOnlyMemory<byte> Bytes(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString(ResponseJson.Options));
}
