using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal static class MultiMatchQueries
{
    private static readonly string[] Names = [.. MatchOptions.Names, "fields", "type", "tie_breaker"];

    public static Query MultiMatch(JsonElement body, QueryContext context)
    {
        var given = QueryOptions.Of("multi_match", body, Names);
        var options = MatchOptions.Of("multi_match", given);
        var type = given.Text("type") ?? "best_fields";
        if (options.Fuzziness is not null && type is ("cross_fields" or "phrase" or "phrase_prefix"))
        {
            throw SearchErrors.Parsing($"Fuzziness not allowed for type [{type}]");
        }

        if (given.Find("fields") is null)
        {
            options = options with { IsLenient = true };
        }

        var fields = Fields(given, context);
        Query query = type switch
        {
            "best_fields" => Best(fields, FieldMatch.Words, options, context, given.Decimal("tie_breaker", 0)),
            "most_fields" => Best(fields, FieldMatch.Words, options, context, given.Decimal("tie_breaker", 1)),
            "bool_prefix" => Best(fields, FieldMatch.WordsAndPrefix, options, context, given.Decimal("tie_breaker", 1)),
            "phrase" => Best(fields, FieldMatch.Phrase, options, context, given.Decimal("tie_breaker", 0)),
            "phrase_prefix" => Best(fields, FieldMatch.PhraseAndPrefix, options, context, given.Decimal("tie_breaker", 0)),
            "cross_fields" => CrossFields.Of(fields, options, context, given.Decimal("tie_breaker", 0)),
            _ => throw SearchErrors.Parsing(
                $"failed to parse [multi_match] query type [{type}]. unknown type. " +
                "One of best_fields, most_fields, cross_fields, phrase, phrase_prefix, bool_prefix is expected"),
        };
        return given.Boosted(query);
    }

    // The best field counts; the others add tie_breaker times their score, which at 1 is the sum.
    private static DisjunctionMaxQuery Best(
        List<(MappedField Field, float Boost)> fields, FieldMatcher match, MatchOptions options, QueryContext context, float tieBreaker)
    {
        var best = new DisjunctionMaxQuery(tieBreaker);
        foreach (var (field, boost) in fields)
        {
            var query = match(field, options, context);
            query.Boost *= boost;
            best.Add(query);
        }

        return best;
    }

    private static List<(MappedField Field, float Boost)> Fields(QueryOptions given, QueryContext context)
    {
        var names = given.Find("fields") switch
        {
            null => ["*"],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(name => name.ToString()).ToList(),
            { ValueKind: JsonValueKind.String } name => [name.ToString()],
            _ => throw SearchErrors.Parsing("[multi_match] [fields] must be an array of field names"),
        };

        var fields = new Dictionary<string, (MappedField Field, float Boost)>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var caret = name.IndexOf('^', StringComparison.Ordinal);
            var boost = caret < 0 ? 1 : ParseBoost(name, name[(caret + 1)..]);
            foreach (var field in Expand(caret < 0 ? name : name[..caret], context))
            {
                fields[field.Path] = (field, boost);
            }
        }

        return [.. fields.Values];
    }

    private static float ParseBoost(string name, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var boost) && boost >= 0
            ? boost
            : throw SearchErrors.IllegalArgument($"[multi_match] field [{name}]: the boost after [^] must be a number of at least 0");

    private static IEnumerable<MappedField> Expand(string name, QueryContext context)
    {
        if (name.Contains('*', StringComparison.Ordinal))
        {
            return context.Mapping.Fields.Where(field =>
                field.Kind.IsString() && field.Node.IsIndexed && FileSystemName.MatchesSimpleExpression(name, field.Path, ignoreCase: false));
        }

        return context.Find(name) is { } found ? [found] : [];
    }
}
