using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>A phrase whose last word may go on; the words it can become are looked up in the index.</summary>
internal sealed class PhrasePrefixQuery(string field, IReadOnlyList<TextToken> tokens, int slop, int maxExpansions) : Query
{
    public override Query Rewrite(IndexReader reader)
    {
        var endings = Endings(reader);
        if (endings.Length == 0)
        {
            return QueryContext.Nothing;
        }

        var phrase = new MultiPhraseQuery { Slop = slop, Boost = Boost };
        foreach (var token in tokens.SkipLast(1))
        {
            phrase.Add([new Term(field, token.Term)], token.Position);
        }

        phrase.Add(endings, tokens[^1].Position);
        return phrase;
    }

    public override string ToString(string field) => $"\"{string.Join(' ', tokens.Select(token => token.Term))}*\"";

    private Term[] Endings(IndexReader reader)
    {
        var found = new List<Term>();
        var terms = MultiFields.GetTerms(reader, field)?.GetEnumerator();
        var prefix = new BytesRef(tokens[^1].Term);
        if (terms is null || terms.SeekCeil(prefix) == TermsEnum.SeekStatus.END)
        {
            return [];
        }

        do
        {
            if (!StringHelper.StartsWith(terms.Term, prefix))
            {
                break;
            }

            found.Add(new Term(field, BytesRef.DeepCopyOf(terms.Term)));
        }
        while (found.Count < maxExpansions && terms.MoveNext());

        return [.. found];
    }
}
