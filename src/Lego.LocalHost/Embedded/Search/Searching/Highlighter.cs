using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>Marks in the stored text what the query found. Words are matched as analysed, phrases only where their words stand in a row.</summary>
internal sealed class Highlighter(HighlightOptions options, IndexMapping mapping, Query query, IndexReader reader)
{
    private readonly QueryTerms _terms = new(query, reader);

    /// <summary>The fragments of each field that matched.</summary>
    public JsonObject Highlight(StoredDocument document)
    {
        using var source = JsonDocument.Parse(document.Source);
        var highlight = new JsonObject();
        foreach (var (name, fieldOptions) in options.Fields)
        {
            foreach (var field in mapping.Fields.Where(field => field.Kind.IsString() && Fits(name, field.Path)))
            {
                var fragments = Fragments(field, fieldOptions, source.RootElement);
                if (fragments.Count > 0)
                {
                    highlight[field.Path] = new JsonArray([.. fragments.Select(fragment => (JsonNode)fragment)]);
                }
            }
        }

        return highlight;
    }

    private static bool Fits(string pattern, string path) => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false);

    private List<string> Fragments(MappedField field, HighlightOptions fieldOptions, JsonElement source)
    {
        var scope = fieldOptions.RequireFieldMatch ? field.Path : null;
        var words = _terms.WordsOf(scope);
        var phrases = _terms.PhrasesOf(scope).ToList();
        var values = Values(source, field.SourcePath.Split('.')).ToList();
        var passages = values.SelectMany(value => Passage.Split(value, Matches(field, value, words, phrases), fieldOptions)).ToList();
        if (passages.Count == 0)
        {
            return fieldOptions.NoMatchSize > 0 && values.Count > 0
                ? [Passage.Start(values[0], fieldOptions.NoMatchSize).Render(fieldOptions)]
                : [];
        }

        if (fieldOptions.NumberOfFragments > 0)
        {
            var best = passages.OrderByDescending(passage => passage.Score).Take(fieldOptions.NumberOfFragments).ToHashSet();
            passages = fieldOptions.OrderByScore ? [.. best.OrderByDescending(passage => passage.Score)] : [.. passages.Where(best.Contains)];
        }

        return [.. passages.Select(passage => passage.Render(fieldOptions))];
    }

    private static List<TextToken> Matches(MappedField field, string value, HashSet<string> words, List<HashSet<string>[]> phrases)
    {
        List<TextToken> tokens = field.Kind == FieldKind.Text
            ? TextTokens.Of(Analyzers.Get(field.Node.Analyzer), value)
            : [new TextToken(value, 0, 0, value.Length)];
        var found = new bool[tokens.Count];
        for (var i = 0; i < tokens.Count; i++)
        {
            found[i] |= words.Contains(tokens[i].Term);
            foreach (var phrase in phrases.Where(phrase => StartsAt(tokens, i, phrase)))
            {
                found.AsSpan(i, phrase.Length).Fill(true);
            }
        }

        return [.. tokens.Where((_, i) => found[i])];
    }

    private static bool StartsAt(List<TextToken> tokens, int start, HashSet<string>[] phrase) =>
        start + phrase.Length <= tokens.Count && !phrase.Where((words, i) => !words.Contains(tokens[start + i].Term)).Any();

    private static IEnumerable<string> Values(JsonElement value, ReadOnlyMemory<string> path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().SelectMany(item => Values(item, path));
        }

        if (path.Length == 0)
        {
            return value.ValueKind is JsonValueKind.Object or JsonValueKind.Null ? [] : [FieldValues.Text(value)];
        }

        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(path.Span[0], out var inner) ? Values(inner, path[1..]) : [];
    }
}
