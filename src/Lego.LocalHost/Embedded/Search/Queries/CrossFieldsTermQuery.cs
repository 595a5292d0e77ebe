using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>One word in several fields as if they were one: each field scores with the frequency of the field where the word is most frequent.</summary>
internal sealed class CrossFieldsTermQuery(string word, IReadOnlyList<(string Field, float Boost)> fields, float tieBreaker) : Query
{
    public override Query Rewrite(IndexReader reader)
    {
        var frequency = fields.Max(field => reader.DocFreq(new Term(field.Field, word)));
        var best = new DisjunctionMaxQuery(tieBreaker) { Boost = Boost };
        foreach (var (field, boost) in fields)
        {
            best.Add(new TermQuery(new Term(field, word), frequency) { Boost = boost });
        }

        return best;
    }

    public override string ToString(string field) => $"blended(\"{word}\" in {string.Join(", ", fields.Select(pair => pair.Field))})";
}
