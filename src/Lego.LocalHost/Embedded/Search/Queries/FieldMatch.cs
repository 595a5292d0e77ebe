using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

internal delegate Query FieldMatcher(MappedField field, MatchOptions options, QueryContext context);

/// <summary>The ways to look for analysed text in one field.</summary>
internal static class FieldMatch
{
    public static Query Words(MappedField field, MatchOptions options, QueryContext context)
    {
        if (!field.Kind.IsString())
        {
            return Value(field, options, context);
        }

        return Combine(options, [.. options.TokensFor(field).Select(token => Word(field, token.Term, options))]);
    }

    public static Query WordsAndPrefix(MappedField field, MatchOptions options, QueryContext context)
    {
        if (!field.Kind.IsString())
        {
            return Value(field, options, context);
        }

        var tokens = options.TokensFor(field);
        return Combine(options, [.. tokens.Select((token, i) =>
            i == tokens.Count - 1 ? new PrefixQuery(new Term(field.Path, token.Term)) : Word(field, token.Term, options))]);
    }

    public static Query Phrase(MappedField field, MatchOptions options, QueryContext context)
    {
        if (field.Kind != FieldKind.Text)
        {
            return Value(field, options, context);
        }

        var tokens = options.TokensFor(field);
        if (tokens.Count < 2)
        {
            return Combine(options, [.. tokens.Select(token => new TermQuery(new Term(field.Path, token.Term)))]);
        }

        var phrase = new PhraseQuery { Slop = options.Slop };
        foreach (var token in tokens)
        {
            phrase.Add(new Term(field.Path, token.Term), token.Position);
        }

        return phrase;
    }

    public static Query PhraseAndPrefix(MappedField field, MatchOptions options, QueryContext context)
    {
        if (field.Kind == FieldKind.Keyword)
        {
            return new PrefixQuery(new Term(field.Path, options.Text));
        }

        if (field.Kind != FieldKind.Text)
        {
            return Value(field, options, context);
        }

        var tokens = options.TokensFor(field);
        return tokens.Count == 0 ? Combine(options, []) : new PhrasePrefixQuery(field.Path, tokens, options.Slop, options.MaxExpansions);
    }

    /// <summary>Joins the words' queries as operator and minimum_should_match say.</summary>
    public static Query Combine(MatchOptions options, List<Query> words)
    {
        if (words.Count == 0)
        {
            return options.AllWhenEmpty ? new MatchAllDocsQuery() : QueryContext.Nothing;
        }

        if (words.Count == 1)
        {
            return words[0];
        }

        var query = new BooleanQuery();
        foreach (var word in words)
        {
            query.Add(word, options.NeedsAll ? Occur.MUST : Occur.SHOULD);
        }

        if (!options.NeedsAll && options.MinimumShouldMatch is { } minimum)
        {
            query.MinimumNumberShouldMatch = MinimumShouldMatch.Of(minimum, words.Count);
        }

        return query;
    }

    private static Query Word(MappedField field, string word, MatchOptions options)
    {
        var term = new Term(field.Path, word);
        var edits = options.Fuzziness?.EditsFor(word) ?? 0;
        return edits == 0
            ? new TermQuery(term)
            : new FuzzyQuery(term, edits, options.PrefixLength, options.MaxExpansions, options.Transpositions)
            {
                MultiTermRewriteMethod = new BlendedFuzzyRewrite(options.MaxExpansions),
            };
    }

    private static Query Value(MappedField field, MatchOptions options, QueryContext context)
    {
        try
        {
            if (options.Fuzziness is not null && !field.Kind.IsString())
            {
                throw SearchErrors.QueryShard(
                    "failed to create query: Can only use fuzzy queries on keyword and text fields - " +
                    $"not on [{field.Path}] which is of type [{field.Kind.Name()}]");
            }

            return FieldTerms.Of(field, options.Value, context);
        }
        catch (SearchException error) when (options.IsLenient && error.IsShardLevel)
        {
            return QueryContext.Nothing;
        }
    }
}
