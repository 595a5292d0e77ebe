using System.Text.Json;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal static class MatchQueries
{
    public static Query Match(JsonElement body, QueryContext context) => Parse("match", body, context, FieldMatch.Words);

    public static Query MatchBoolPrefix(JsonElement body, QueryContext context) => Parse("match_bool_prefix", body, context, FieldMatch.WordsAndPrefix);

    public static Query MatchPhrase(JsonElement body, QueryContext context) => Parse("match_phrase", body, context, FieldMatch.Phrase);

    public static Query MatchPhrasePrefix(JsonElement body, QueryContext context) =>
        Parse("match_phrase_prefix", body, context, FieldMatch.PhraseAndPrefix);

    private static Query Parse(string query, JsonElement body, QueryContext context, FieldMatcher match)
    {
        var (name, options) = QueryOptions.ForField(query, body, MatchOptions.Names);
        var matchOptions = MatchOptions.Of(query, options);
        return options.Boosted(context.Find(name) is { } field ? match(field, matchOptions, context) : QueryContext.Nothing);
    }
}
