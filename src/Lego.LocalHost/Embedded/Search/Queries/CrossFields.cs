using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>Fields that are analysed alike form one big field; each word must be found in any of them.</summary>
internal static class CrossFields
{
    public static Query Of(List<(MappedField Field, float Boost)> fields, MatchOptions options, QueryContext context, float tieBreaker)
    {
        var groups = fields
            .GroupBy(pair => pair.Field.Kind == FieldKind.Text ? options.Analyzer ?? pair.Field.Node.SearchAnalyzer : pair.Field.Kind.Name())
            .Select(group => Group([.. group], options, context, tieBreaker))
            .ToList();
        if (groups.Count == 1)
        {
            return groups[0];
        }

        var best = new DisjunctionMaxQuery(tieBreaker);
        groups.ForEach(best.Add);
        return best;
    }

    private static Query Group(List<(MappedField Field, float Boost)> fields, MatchOptions options, QueryContext context, float tieBreaker)
    {
        var first = fields[0].Field;
        if (!first.Kind.IsString())
        {
            var values = new DisjunctionMaxQuery(tieBreaker);
            fields.ForEach(pair => values.Add(FieldMatch.Words(pair.Field, options, context)));
            return values;
        }

        var names = fields.Select(pair => (pair.Field.Path, pair.Boost)).ToList();
        return FieldMatch.Combine(options, [.. options.TokensFor(first).Select(token => new CrossFieldsTermQuery(token.Term, names, tieBreaker))]);
    }
}
