using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal static class PatternQueries
{
    public static Query Prefix(JsonElement body, QueryContext context)
    {
        var (name, options) = QueryOptions.ForField("prefix", body, "value", "case_insensitive", "rewrite");
        var text = options.RequireScalar("value").ToString();
        if (FindString("prefix", name, context) is not { } field)
        {
            return QueryContext.Nothing;
        }

        return options.Boosted(options.Flag("case_insensitive", missing: false)
            ? Patterns.Prefix(field, text)
            : new PrefixQuery(new Term(field.Path, text)));
    }

    public static Query Wildcard(JsonElement body, QueryContext context)
    {
        var (name, options) = QueryOptions.ForField("wildcard", body, "value", "wildcard", "case_insensitive", "rewrite");
        var pattern = options.Text("wildcard") ?? options.RequireScalar("value").ToString();
        if (FindString("wildcard", name, context) is not { } field)
        {
            return QueryContext.Nothing;
        }

        if (options.Flag("case_insensitive", missing: false))
        {
            return options.Boosted(Patterns.Wildcard(field, pattern));
        }

        // Terms of analysed text are lower case; the real server normalises the pattern alike.
        var isLowered = field.Kind == FieldKind.Text && field.Node.SearchAnalyzer is not ("whitespace" or "keyword");
        return options.Boosted(new WildcardQuery(new Term(field.Path, isLowered ? pattern.ToLowerInvariant() : pattern)));
    }

    private static MappedField? FindString(string query, string name, QueryContext context)
    {
        var field = context.Find(name);
        return field is null || field.Kind.IsString()
            ? field
            : throw SearchErrors.QueryShard(
                $"failed to create query: Can only use {query} queries on keyword, text and wildcard fields - " +
                $"not on [{name}] which is of type [{field.Kind.Name()}]");
    }
}
