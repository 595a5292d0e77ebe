using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>The words and phrases that a query looks for, by field; what it forbids is left out.</summary>
internal sealed class QueryTerms
{
    // A prefix may stand for very many words; a text shows only some of them.
    private const int MaxExpansions = 1024;

    private readonly IndexReader _reader;
    private readonly HashSet<(string Field, string Word)> _words = [];
    private readonly List<(string Field, HashSet<string>[] Words)> _phrases = [];

    public QueryTerms(Query query, IndexReader reader)
    {
        _reader = reader;
        Add(query);
    }

    /// <summary>Null for <paramref name="field"/> means in any field.</summary>
    public HashSet<string> WordsOf(string? field) =>
        [.. _words.Where(word => field is null || word.Field == field).Select(word => word.Word)];

    public IEnumerable<HashSet<string>[]> PhrasesOf(string? field) =>
        _phrases.Where(phrase => field is null || phrase.Field == field).Select(phrase => phrase.Words);

    private void Add(Query query)
    {
        switch (query)
        {
            case BooleanQuery boolean:
                foreach (var clause in boolean.Clauses.Where(clause => !clause.IsProhibited))
                {
                    Add(clause.Query);
                }

                break;
            case DisjunctionMaxQuery best:
                foreach (var part in best)
                {
                    Add(part);
                }

                break;
            case ConstantScoreQuery { Query: { } inner }:
                Add(inner);
                break;
            case TermQuery term:
                _words.Add((term.Term.Field, term.Term.Text));
                break;
            case PhraseQuery phrase:
                AddPhrase(phrase.GetTerms().Select(term => new[] { term }));
                break;
            case MultiPhraseQuery phrase:
                AddPhrase(phrase.GetTermArrays());
                break;
            case NumericRangeQuery<long> or NumericRangeQuery<double> or TermRangeQuery:
                break;
            case MultiTermQuery pattern:
                var expanded = (MultiTermQuery)pattern.Clone();
                expanded.MultiTermRewriteMethod = new MultiTermQuery.TopTermsBoostOnlyBooleanQueryRewrite(MaxExpansions);
                AddRewritten(expanded);
                break;
            default:
                AddRewritten(query);
                break;
        }
    }

    private void AddRewritten(Query query)
    {
        var rewritten = query.Rewrite(_reader);
        if (rewritten != query)
        {
            Add(rewritten);
        }
    }

    private void AddPhrase(IEnumerable<Term[]> positions)
    {
        var words = positions.ToArray();
        if (words.Length > 0)
        {
            _phrases.Add((words[0][0].Field, [.. words.Select(terms => terms.Select(term => term.Text).ToHashSet(StringComparer.Ordinal))]));
        }
    }
}
