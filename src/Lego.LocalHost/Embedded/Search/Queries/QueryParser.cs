using System.Collections.Frozen;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>Reads a query of the query DSL. Each family of queries has a class of its own.</summary>
internal static class QueryParser
{
    private static readonly FrozenDictionary<string, Func<JsonElement, QueryContext, Query>> Families =
        new Dictionary<string, Func<JsonElement, QueryContext, Query>>
        {
            ["match_all"] = CompoundQueries.MatchAll,
            ["match_none"] = CompoundQueries.MatchNone,
            ["bool"] = CompoundQueries.Bool,
            ["constant_score"] = CompoundQueries.ConstantScore,
            ["term"] = TermQueries.Term,
            ["terms"] = TermQueries.Terms,
            ["exists"] = TermQueries.Exists,
            ["ids"] = TermQueries.Ids,
            ["prefix"] = PatternQueries.Prefix,
            ["wildcard"] = PatternQueries.Wildcard,
            ["range"] = RangeQueries.Range,
            ["match"] = MatchQueries.Match,
            ["match_bool_prefix"] = MatchQueries.MatchBoolPrefix,
            ["match_phrase"] = MatchQueries.MatchPhrase,
            ["match_phrase_prefix"] = MatchQueries.MatchPhrasePrefix,
            ["multi_match"] = MultiMatchQueries.MultiMatch,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Query Parse(JsonElement query, QueryContext context)
    {
        if (query.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.Parsing("[_na] query malformed, must start with start_object");
        }

        using var properties = query.EnumerateObject();
        if (!properties.MoveNext())
        {
            throw SearchErrors.IllegalArgument("query malformed, empty clause found");
        }

        var (name, body) = (properties.Current.Name, properties.Current.Value);
        if (properties.MoveNext())
        {
            throw SearchErrors.Parsing($"[{name}] malformed query, expected [END_OBJECT] but found [FIELD_NAME] [{properties.Current.Name}]");
        }

        return Families.TryGetValue(name, out var parse)
            ? parse(body, context)
            : throw SearchErrors.Parsing($"unknown query [{name}]", new SearchException(400, "named_object_not_found_exception", $"unknown field [{name}]"));
    }
}
