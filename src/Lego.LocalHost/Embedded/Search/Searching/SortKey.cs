using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Search;
using Lucene.Net.Util;
using JavaDouble = J2N.Numerics.Double;
using JavaLong = J2N.Numerics.Int64;
using JavaNumber = J2N.Numerics.Number;
using JavaSingle = J2N.Numerics.Single;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>One sort criterion, and how its values look in an answer and come back in <c>search_after</c>.</summary>
internal sealed class SortKey
{
    private readonly FieldNode? _node;

    private SortKey(SortField field, FieldNode? node = null)
    {
        Field = field;
        _node = node;
    }

    public SortField Field { get; }

    public bool IsScore => Field.Type == SortFieldType.SCORE;

    // Lucene's score order is best first; "reverse" turns it around.
    public static SortKey Score(bool descending) => new(new SortField(null, SortFieldType.SCORE, reverse: !descending));

    public static SortKey IndexOrder(bool descending) => new(new SortField(null, SortFieldType.DOC, reverse: descending));

    public static SortKey Of(string path, FieldNode node, bool descending, bool useLargest, JsonElement? missing)
    {
        var column = SystemFields.SortColumn(path, useLargest);
        var text = missing?.ToString();
        var last = text is null or "_last";
        if (node.Kind == FieldKind.Keyword)
        {
            var field = new SortField(column, SortFieldType.STRING, descending);
            // Lucene reads "last" before it reverses.
            field.SetMissingValue(!last && text != "_first"
                ? throw SearchErrors.Shard($"[missing] of keyword field [{path}] must be [_last] or [_first] but was [{text}]")
                : last != descending ? SortField.STRING_LAST : SortField.STRING_FIRST);
            return new SortKey(field, node);
        }

        var atEnd = last != descending;
        if (node.Kind.IsDecimal())
        {
            var value = last || text == "_first"
                ? (atEnd ? double.PositiveInfinity : double.NegativeInfinity)
                : FieldValues.Decimal(node.Kind, missing!.Value);
            return Numeric(SortFieldType.DOUBLE, JavaDouble.GetInstance(value));
        }

        var whole = last || text == "_first" ? (atEnd ? long.MaxValue : long.MinValue) : Number(node, missing!.Value);
        return Numeric(SortFieldType.INT64, JavaLong.GetInstance(whole));

        SortKey Numeric(SortFieldType type, JavaNumber missingValue)
        {
            var field = new SortField(column, type, descending);
            field.SetMissingValue(missingValue);
            return new SortKey(field, node);
        }
    }

    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        BytesRef bytes => bytes.Utf8ToString(),
        JavaSingle number => number.ToSingle(),
        JavaDouble number when double.IsFinite(number.ToDouble()) => number.ToDouble(),
        JavaDouble number => number.ToDouble() > 0 ? "Infinity" : "-Infinity",
        JavaNumber number => number.ToInt64(),
        _ => value.ToString(),
    };

    public object? FromJson(JsonElement value)
    {
        try
        {
            return Field.Type switch
            {
                SortFieldType.SCORE => JavaSingle.GetInstance((float)FieldValues.Decimal(FieldKind.Double, value)),
                SortFieldType.DOC => J2N.Numerics.Int32.GetInstance((int)FieldValues.Whole(FieldKind.Integer, value)),
                SortFieldType.STRING => value.ValueKind == JsonValueKind.Null ? null : new BytesRef(FieldValues.Text(value)),
                SortFieldType.DOUBLE => JavaDouble.GetInstance(DoubleOf(value)),
                _ => JavaLong.GetInstance(Number(_node!, value)),
            };
        }
        catch (SearchException cause)
        {
            throw SearchErrors.Shard($"Failed to parse search_after value for field [{Field.Field ?? "_score"}]: {cause.Message}");
        }
    }

    private static double DoubleOf(JsonElement value) =>
        value.ToString() is "Infinity" or "-Infinity"
            ? double.Parse(value.ToString(), CultureInfo.InvariantCulture)
            : FieldValues.Decimal(FieldKind.Double, value);

    private static long Number(FieldNode node, JsonElement value) => node.Kind switch
    {
        FieldKind.Date when value.ValueKind == JsonValueKind.String && !long.TryParse(value.GetString(), out _) => FieldValues.Date(node, value),
        FieldKind.Boolean when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean() ? 1 : 0,
        _ => FieldValues.Whole(FieldKind.Long, value),
    };
}
