using System.Collections.Frozen;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;

namespace Lego.LocalHost.Embedded.Search.Mapping;

/// <summary>The built-in analyzers by the names that mappings use. <c>standard</c> has no stop words, unlike Lucene's own.</summary>
internal static class Analyzers
{
    public const string Standard = "standard";
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private static readonly FrozenDictionary<string, Analyzer> ByName = new Dictionary<string, Analyzer>
    {
        [Standard] = new TextAnalyzer(reader =>
        {
            var tokenizer = new StandardTokenizer(Version, reader);
            return new TokenStreamComponents(tokenizer, new LowerCaseFilter(Version, tokenizer));
        }),
        ["simple"] = new TextAnalyzer(reader => new TokenStreamComponents(new LowerCaseTokenizer(Version, reader))),
        ["whitespace"] = new TextAnalyzer(reader => new TokenStreamComponents(new WhitespaceTokenizer(Version, reader))),
        ["keyword"] = new TextAnalyzer(reader => new TokenStreamComponents(new KeywordTokenizer(reader))),
        ["english"] = new TextAnalyzer(reader =>
        {
            var tokenizer = new StandardTokenizer(Version, reader);
            TokenStream stream = new LowerCaseFilter(Version, new EnglishPossessiveFilter(Version, tokenizer));
            return new TokenStreamComponents(tokenizer, new PorterStemFilter(new StopFilter(Version, stream, StopAnalyzer.ENGLISH_STOP_WORDS_SET)));
        }),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool IsKnown(string name) => ByName.ContainsKey(name);

    public static Analyzer Get(string name) => ByName[name];

    private sealed class TextAnalyzer(Func<TextReader, TokenStreamComponents> create) : Analyzer
    {
        // A phrase must not match over the border between two values of one field.
        public override int GetPositionIncrementGap(string fieldName) => 100;

        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader) => create(reader);
    }
}
