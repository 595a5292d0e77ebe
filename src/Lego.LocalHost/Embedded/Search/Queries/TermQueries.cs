using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Queries;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal static class TermQueries
{
    private const int MaxTerms = 65_536;

    public static Query Term(JsonElement body, QueryContext context)
    {
        var (name, options) = QueryOptions.ForField("term", body, "value", "case_insensitive");
        var value = options.RequireScalar("value");
        if (name == SystemFields.Id)
        {
            return options.Boosted(FieldTerms.OfId(value.ToString()));
        }

        if (context.Find(name) is not { } field)
        {
            return QueryContext.Nothing;
        }

        return options.Boosted(options.Flag("case_insensitive", missing: false) && field.Kind.IsString()
            ? Patterns.Exact(field, FieldValues.Text(value))
            : FieldTerms.Of(field, value, context));
    }

    public static Query Terms(JsonElement body, QueryContext context)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw SearchErrors.Parsing("[terms] query malformed, no start_object after query name");
        }

        var fields = body.EnumerateObject().Where(property => property.Name is not ("boost" or "_name")).ToList();
        if (fields.Count != 1)
        {
            throw SearchErrors.Parsing("[terms] query requires exactly one field, with an array of values");
        }

        var (name, values) = (fields[0].Name, fields[0].Value);
        if (values.ValueKind != JsonValueKind.Array)
        {
            throw SearchErrors.Parsing($"[terms] query does not support [{name}] that is not an array of values");
        }

        if (values.GetArrayLength() > MaxTerms)
        {
            throw SearchErrors.Shard(
                $"The number of terms [{values.GetArrayLength()}] used in the Terms Query request has exceeded the allowed maximum of [{MaxTerms}].");
        }

        var boost = body.TryGetProperty("boost", out var given) && given.TryGetSingle(out var number) ? number : 1;
        var query = name == SystemFields.Id ? AnyId(values) : context.Find(name) is { } field ? AnyOf(field, values, context) : QueryContext.Nothing;
        query.Boost = boost;
        return query;
    }

    public static Query Exists(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of("exists", body, "field");
        var name = options.RequireScalar("field").ToString();
        return options.Boosted(new ConstantScoreQuery(new TermQuery(new Term(SystemFields.FieldNames, name))));
    }

    public static Query Ids(JsonElement body, QueryContext context)
    {
        var options = QueryOptions.Of("ids", body, "values");
        var values = options.Require("values");
        return options.Boosted(values.ValueKind == JsonValueKind.Array ? AnyId(values) : FieldTerms.OfId(values.ToString()));
    }

    private static Query AnyId(JsonElement values) => Filter(SystemFields.Id, [.. values.EnumerateArray().Select(value => new BytesRef(value.ToString()))]);

    private static Query AnyOf(MappedField field, JsonElement values, QueryContext context)
    {
        if (field.Kind == FieldKind.Date)
        {
            var days = new BooleanQuery();
            foreach (var value in values.EnumerateArray())
            {
                days.Add(FieldTerms.Of(field, value, context), Occur.SHOULD);
            }

            return new ConstantScoreQuery(days);
        }

        try
        {
            return Filter(field.Path, [.. values.EnumerateArray().Select(value => FieldTerms.BytesOf(field, value)).OfType<BytesRef>()]);
        }
        catch (SearchException cause) when (!cause.IsShardLevel)
        {
            throw SearchErrors.QueryShard($"failed to create query: {cause.Message}", cause);
        }
    }

    // A filter has no limit on clauses, and the real query does not score its terms either.
    private static Query Filter(string field, List<BytesRef> terms) =>
        terms.Count == 0 ? QueryContext.Nothing : new ConstantScoreQuery(new TermsFilter(field, terms));
}
