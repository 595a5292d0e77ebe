using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>Gives all words that a fuzzy query found the frequency of the most frequent one.</summary>
/// <remarks>Otherwise a misspelling, being rare, would score above the word as it was asked for. Later Lucene versions do the same.</remarks>
internal sealed class BlendedFuzzyRewrite(int maxExpansions) : MultiTermQuery.RewriteMethod
{
    private readonly MultiTermQuery.TopTermsScoringBooleanQueryRewrite _expansion = new(maxExpansions);

    public override Query Rewrite(IndexReader reader, MultiTermQuery query)
    {
        if (_expansion.Rewrite(reader, query) is not BooleanQuery expanded)
        {
            return QueryContext.Nothing;
        }

        var words = expanded.Clauses.Select(clause => (TermQuery)clause.Query).ToList();
        var frequency = words.Count == 0 ? 0 : words.Max(word => reader.DocFreq(word.Term));
        var blended = new BooleanQuery(disableCoord: true) { Boost = expanded.Boost };
        foreach (var word in words)
        {
            blended.Add(new TermQuery(word.Term, frequency) { Boost = word.Boost }, Occur.SHOULD);
        }

        return blended;
    }
}
