using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal static class CompoundQueries
{
    public static Query MatchAll(JsonElement body, QueryContext context) => QueryOptions.Of("match_all", body).Boosted(new MatchAllDocsQuery());

    public static Query MatchNone(JsonElement body, QueryContext context) => QueryOptions.Of("match_none", body).Boosted(QueryContext.Nothing);

    public static Query ConstantScore(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of("constant_score", body, "filter");
        return options.Boosted(new ConstantScoreQuery(QueryParser.Parse(options.Require("filter"), context)));
    }

    public static Query Bool(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of("bool", body, "must", "filter", "should", "must_not", "minimum_should_match", "adjust_pure_negative");
        var query = new BooleanQuery();
        Add(query, Clauses(options, "must", context), Occur.MUST);
        Add(query, Clauses(options, "filter", context).Select(WithoutScore), Occur.MUST);
        var required = query.Clauses.Count;
        Add(query, Clauses(options, "should", context), Occur.SHOULD);
        var optional = query.Clauses.Count - required;
        Add(query, Clauses(options, "must_not", context), Occur.MUST_NOT);

        if (query.Clauses.Count == 0)
        {
            return options.Boosted(new MatchAllDocsQuery());
        }

        if (required + optional == 0)
        {
            query.Add(WithoutScore(new MatchAllDocsQuery()), Occur.MUST);
        }

        if (optional > 0)
        {
            query.MinimumNumberShouldMatch = options.Text("minimum_should_match") is { } minimum
                ? MinimumShouldMatch.Of(minimum, optional)
                : required == 0 ? 1 : 0;
        }

        return options.Boosted(query);
    }

    /// <summary>Lucene 4.8 has no clause that must match and does not score, so the clause scores nothing instead.</summary>
    public static Query WithoutScore(Query query) => new ConstantScoreQuery(query) { Boost = 0 };

    private static void Add(BooleanQuery query, IEnumerable<Query> clauses, Occur occur)
    {
        foreach (var clause in clauses)
        {
            query.Add(clause, occur);
        }
    }

    private static List<Query> Clauses(QueryOptions options, string name, QueryContext context) => options.Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } clauses => [.. clauses.EnumerateArray().Select(clause => QueryParser.Parse(clause, context))],
        { ValueKind: JsonValueKind.Object } clause => [QueryParser.Parse(clause, context)],
        _ => throw SearchErrors.Parsing($"[bool] query does not support [{name}] that is neither an object nor an array"),
    };
}
