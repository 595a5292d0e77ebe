using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util.Automaton;

namespace Lego.LocalHost.Embedded.Search.Queries;

/// <summary>Automata that ignore case, which Lucene's own pattern queries cannot.</summary>
internal static class Patterns
{
    public static Query Exact(MappedField field, string text) => Of(field, text, Sequence(text));

    public static Query Prefix(MappedField field, string text) =>
        Of(field, text, BasicOperations.Concatenate(Sequence(text), BasicAutomata.MakeAnyString()));

    public static Query Wildcard(MappedField field, string pattern)
    {
        var parts = new List<Automaton>();
        for (var i = 0; i < pattern.Length; i++)
        {
            parts.Add(pattern[i] switch
            {
                '*' => BasicAutomata.MakeAnyString(),
                '?' => BasicAutomata.MakeAnyChar(),
                '\\' when i + 1 < pattern.Length => AnyCase(pattern[++i]),
                var letter => AnyCase(letter),
            });
        }

        return Of(field, pattern, BasicOperations.Concatenate(parts));
    }

    private static AutomatonQuery Of(MappedField field, string text, Automaton automaton) => new(new Term(field.Path, text), automaton);

    private static Automaton Sequence(string text) => BasicOperations.Concatenate([.. text.Select(AnyCase)]);

    private static Automaton AnyCase(char letter)
    {
        var (lower, upper) = (char.ToLowerInvariant(letter), char.ToUpperInvariant(letter));
        return lower == upper
            ? BasicAutomata.MakeChar(letter)
            : BasicOperations.Union(BasicAutomata.MakeChar(lower), BasicAutomata.MakeChar(upper));
    }
}
