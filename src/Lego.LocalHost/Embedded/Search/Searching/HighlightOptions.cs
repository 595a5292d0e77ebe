using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Queries;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>What to highlight and how; a field may override what is said for all.</summary>
internal sealed record HighlightOptions
{
    private static readonly string[] FieldNames =
        ["pre_tags", "post_tags", "fragment_size", "number_of_fragments", "no_match_size", "require_field_match", "order", "type"];

    private static readonly string[] Names = [.. FieldNames, "encoder", "fields"];

    public string PreTag { get; init; } = "<em>";

    public string PostTag { get; init; } = "</em>";

    /// <summary>Characters.</summary>
    public int FragmentSize { get; init; } = 100;

    /// <summary>0 gives the whole value.</summary>
    public int NumberOfFragments { get; init; } = 5;

    public int NoMatchSize { get; init; }

    public bool RequireFieldMatch { get; init; } = true;

    public bool OrderByScore { get; init; }

    public bool EscapeHtml { get; init; }

    public IReadOnlyList<(string Name, HighlightOptions Options)> Fields { get; init; } = [];

    public static HighlightOptions Parse(JsonElement body)
    {
        var options = QueryOptions.Of("highlight", body, Names);
        var shared = new HighlightOptions().With(options) with
        {
            EscapeHtml = options.Text("encoder") switch
            {
                null or "default" => false,
                "html" => true,
                var other => throw SearchErrors.IllegalArgument($"[highlight] [encoder] must be default or html but was [{other}]"),
            },
        };
        var fields = options.Find("fields") switch
        {
            null => [],
            { ValueKind: JsonValueKind.Object } map => map.EnumerateObject(),
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(single => single.EnumerateObject()),
            _ => throw SearchErrors.Parsing("[highlight] [fields] must be an object"),
        };
        return shared with
        {
            Fields = [.. fields.Select(field => (field.Name, shared.With(QueryOptions.Of("highlight_field", field.Value, FieldNames))))],
        };
    }

    private HighlightOptions With(QueryOptions options) => this with
    {
        PreTag = Tag(options, "pre_tags") ?? PreTag,
        PostTag = Tag(options, "post_tags") ?? PostTag,
        FragmentSize = options.Whole("fragment_size", FragmentSize),
        NumberOfFragments = options.Whole("number_of_fragments", NumberOfFragments),
        NoMatchSize = options.Whole("no_match_size", NoMatchSize),
        RequireFieldMatch = options.Flag("require_field_match", RequireFieldMatch),
        OrderByScore = options.Text("order") is { } order ? order == "score" : OrderByScore,
    };

    private static string? Tag(QueryOptions options, string name) => options.Find(name) switch
    {
        { ValueKind: JsonValueKind.Array } tags when tags.GetArrayLength() > 0 => tags[0].ToString(),
        { ValueKind: JsonValueKind.String } tag => tag.GetString(),
        _ => null,
    };
}
