using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace Lego.LocalHost.Embedded.Search.Mapping;

internal readonly record struct TextToken(string Term, int Position, int Start, int End);

internal static class TextTokens
{
    public static List<TextToken> Of(Analyzer analyzer, string text)
    {
        using var stream = analyzer.GetTokenStream("", text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var increment = stream.AddAttribute<IPositionIncrementAttribute>();
        var offset = stream.AddAttribute<IOffsetAttribute>();
        var tokens = new List<TextToken>();
        var position = -1;
        stream.Reset();
        while (stream.IncrementToken())
        {
            position += increment.PositionIncrement;
            tokens.Add(new TextToken(term.ToString(), position, offset.StartOffset, offset.EndOffset));
        }

        stream.End();
        return tokens;
    }
}
