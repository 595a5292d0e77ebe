using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal static class RangeQueries
{
    public static Query Range(JsonElement body, QueryContext context)
    {
        var (name, options) = QueryOptions.ForField("range", body, "", "gte", "gt", "lte", "lt", "format", "relation");
        if (options.Find("") is not null)
        {
            throw SearchErrors.Parsing("[range] query malformed, no start_object after field name");
        }

        if (context.Find(name) is not { } field)
        {
            return QueryContext.Nothing;
        }

        var bounds = new Bounds(
            options.Find("gte") ?? options.Find("gt"),
            options.Find("lte") ?? options.Find("lt"),
            options.Find("gte") is not null,
            options.Find("lte") is not null);
        var format = options.Text("format") is { } given ? DateFormat.Of(given) : field.Node.DateFormat;
        try
        {
            return options.Boosted(Of(field, bounds, format, context));
        }
        catch (SearchException cause) when (!cause.IsShardLevel)
        {
            throw SearchErrors.QueryShard($"failed to create query: {cause.Message}", cause);
        }
    }

    /// <summary>From one value to another, both included: a day alone means the whole day.</summary>
    public static Query Between(MappedField field, JsonElement from, JsonElement to, QueryContext context) =>
        Of(field, new Bounds(from, to, IncludesFrom: true, IncludesTo: true), field.Node.DateFormat, context);

    private static Query Of(MappedField field, Bounds bounds, DateFormat format, QueryContext context)
    {
        switch (field.Kind)
        {
            case FieldKind.Date:
                // What a date leaves out is filled so that a bound never cuts a period in two.
                long? from = bounds.From is { } f ? DateMath.Evaluate(FieldValues.Text(f), format, context.Now, roundUp: !bounds.IncludesFrom) : null;
                long? to = bounds.To is { } t ? DateMath.Evaluate(FieldValues.Text(t), format, context.Now, roundUp: bounds.IncludesTo) : null;
                return NumericRangeQuery.NewInt64Range(field.Path, from, to, bounds.IncludesFrom, bounds.IncludesTo);
            case FieldKind.Integer or FieldKind.Long:
                return Whole(field, bounds);
            case FieldKind.Float or FieldKind.Double:
                return NumericRangeQuery.NewDoubleRange(
                    field.Path,
                    bounds.From is { } low ? FieldValues.Decimal(FieldKind.Double, low) : null,
                    bounds.To is { } high ? FieldValues.Decimal(FieldKind.Double, high) : null,
                    bounds.IncludesFrom,
                    bounds.IncludesTo);
            default:
                return TermRangeQuery.NewStringRange(
                    field.Path,
                    bounds.From is { } first ? FieldValues.Text(first) : null,
                    bounds.To is { } last ? FieldValues.Text(last) : null,
                    bounds.IncludesFrom,
                    bounds.IncludesTo);
        }
    }

    // A bound with decimals moves to the whole number that keeps the same documents.
    private static NumericRangeQuery<long> Whole(MappedField field, Bounds bounds)
    {
        long? from = bounds.From is { } low ? ToWhole(low, up: bounds.IncludesFrom) : null;
        long? to = bounds.To is { } high ? ToWhole(high, up: !bounds.IncludesTo) : null;
        return NumericRangeQuery.NewInt64Range(field.Path, from, to, bounds.IncludesFrom, bounds.IncludesTo);
    }

    private static long ToWhole(JsonElement value, bool up)
    {
        if (long.TryParse(FieldValues.Text(value), out var exact))
        {
            return exact;
        }

        var number = FieldValues.Decimal(FieldKind.Double, value);
        // Out of range saturates: nothing lies beyond.
        return (long)(up ? Math.Ceiling(number) : Math.Floor(number));
    }

    private sealed record Bounds(JsonElement? From, JsonElement? To, bool IncludesFrom, bool IncludesTo);
}
