using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>What the queries that analyse text have in common.</summary>
internal sealed record MatchOptions(JsonElement Value)
{
    public static readonly string[] Names =
    [
        "query", "operator", "fuzziness", "prefix_length", "max_expansions", "fuzzy_transpositions", "minimum_should_match", "slop", "lenient",
        "analyzer", "zero_terms_query", "auto_generate_synonyms_phrase_query",
    ];

    public string Text => FieldValues.Text(Value);

    public bool NeedsAll { get; init; }

    public Fuzziness? Fuzziness { get; init; }

    public int PrefixLength { get; init; }

    public int MaxExpansions { get; init; } = 50;

    public bool Transpositions { get; init; } = true;

    public string? MinimumShouldMatch { get; init; }

    public int Slop { get; init; }

    /// <summary>A value that does not fit the field's type matches nothing instead of failing.</summary>
    public bool IsLenient { get; init; }

    public string? Analyzer { get; init; }

    public bool AllWhenEmpty { get; init; }

    public static MatchOptions Of(string query, QueryOptions options) => new(options.RequireScalar("query"))
    {
        NeedsAll = Choice(query, options, "operator", "or", "and"),
        Fuzziness = options.Find("fuzziness") is { } fuzziness ? Fuzziness.Parse(fuzziness) : null,
        PrefixLength = options.Whole("prefix_length", 0),
        MaxExpansions = options.Whole("max_expansions", 50) is > 0 and var expansions
            ? expansions
            : throw SearchErrors.Parsing($"[{query}] [max_expansions] must be positive"),
        Transpositions = options.Flag("fuzzy_transpositions", missing: true),
        MinimumShouldMatch = options.Text("minimum_should_match"),
        Slop = options.Whole("slop", 0),
        IsLenient = options.Flag("lenient", missing: false),
        Analyzer = options.Text("analyzer") is not { } analyzer || Analyzers.IsKnown(analyzer)
            ? options.Text("analyzer")
            : throw SearchErrors.QueryShard($"[{query}] analyzer [{analyzer}] not found"),
        AllWhenEmpty = Choice(query, options, "zero_terms_query", "none", "all"),
    };

    /// <summary>The words to look for; a field that is not text takes the value as one.</summary>
    public List<TextToken> TokensFor(MappedField field) => field.Kind == FieldKind.Text
        ? TextTokens.Of(Analyzers.Get(Analyzer ?? field.Node.SearchAnalyzer), Text)
        : [new TextToken(Text, 0, 0, Text.Length)];

    private static bool Choice(string query, QueryOptions options, string name, string first, string second)
    {
        var text = options.Text(name);
        return string.Equals(text, second, StringComparison.OrdinalIgnoreCase)
            || (text is null || string.Equals(text, first, StringComparison.OrdinalIgnoreCase)
                ? false
                : throw SearchErrors.Parsing($"[{query}] query requires [{name}] to be either [{first}] or [{second}], found [{text}]"));
    }
}
