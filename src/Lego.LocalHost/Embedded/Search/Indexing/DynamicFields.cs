using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>Guesses the type of a field that a document brings and no mapping names.</summary>
internal static class DynamicFields
{
    private const int IgnoreAbove = 256;

    private static readonly FieldNode Keyword =
        FieldNode.Of(FieldKind.Keyword) with { IgnoreAbove = IgnoreAbove, Parameters = new JsonObject { ["ignore_above"] = IgnoreAbove } };

    private static readonly FieldNode Text = FieldNode.Of(FieldKind.Text) with
    {
        Fields = ImmutableSortedDictionary.Create<string, FieldNode>(StringComparer.Ordinal).Add("keyword", Keyword),
    };

    public static MappingNode Guess(JsonElement example) => example.ValueKind switch
    {
        JsonValueKind.Object => ObjectNode.Empty,
        JsonValueKind.True or JsonValueKind.False => FieldNode.Of(FieldKind.Boolean),
        JsonValueKind.Number => FieldNode.Of(example.TryGetInt64(out _) ? FieldKind.Long : FieldKind.Float),
        _ when IsDate(example.GetString()!) => FieldNode.Of(FieldKind.Date),
        _ => Text,
    };

    // A bare number such as a set number or a year stays text: only what is written with dashes counts as a date.
    private static bool IsDate(string text) => text.Length >= "2026-01".Length && text[4] == '-' && DateFormat.Standard.TryParse(text, false, out _);
}
