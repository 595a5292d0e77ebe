using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>Exact values in fields of every type, as they were indexed.</summary>
internal static class FieldTerms
{
    /// <summary>The query for one exact value.</summary>
    public static Query Of(MappedField field, JsonElement value, QueryContext context)
    {
        try
        {
            return field.Kind == FieldKind.Date
                ? RangeQueries.Between(field, value, value, context)
                : BytesOf(field, value) is { } bytes ? Of(field, bytes) : QueryContext.Nothing;
        }
        catch (SearchException cause) when (!cause.IsShardLevel)
        {
            throw SearchErrors.QueryShard($"failed to create query: {cause.Message}", cause);
        }
    }

    /// <summary>The indexed term of a value; null when no document can hold it, such as 1.5 in a whole number.</summary>
    public static BytesRef? BytesOf(MappedField field, JsonElement value)
    {
        switch (field.Kind)
        {
            case FieldKind.Text or FieldKind.Keyword:
                return new BytesRef(FieldValues.Text(value));
            case FieldKind.Boolean:
                return new BytesRef(FieldValues.Boolean(value) ? "true" : "false");
            case FieldKind.Float or FieldKind.Double:
                return Encoded(NumericUtils.DoubleToSortableInt64(FieldValues.Decimal(field.Kind, value)));
            default:
                var exact = FieldValues.Decimal(FieldKind.Double, value);
                var outside = field.Kind == FieldKind.Integer && exact is < int.MinValue or > int.MaxValue;
                return exact != Math.Truncate(exact) || outside ? null : Encoded(FieldValues.Whole(field.Kind, value));
        }
    }

    public static Query OfId(string id) => new ConstantScoreQuery(new TermQuery(new Term(SystemFields.Id, id)));

    // Numbers have no frequencies worth scoring.
    private static Query Of(MappedField field, BytesRef bytes)
    {
        var query = new TermQuery(new Term(field.Path, bytes));
        return field.Kind.IsString() || field.Kind == FieldKind.Boolean ? query : new ConstantScoreQuery(query);
    }

    private static BytesRef Encoded(long value)
    {
        var bytes = new BytesRef(NumericUtils.BUF_SIZE_INT64);
        NumericUtils.Int64ToPrefixCoded(value, 0, bytes);
        return bytes;
    }
}
