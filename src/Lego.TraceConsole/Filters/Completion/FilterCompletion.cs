using Lego.TraceConsole.Filters.Syntax;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Completion;

/// <summary>
/// Suggests what can stand at the caret of a text that is being written. The parser itself says what its grammar takes there.
/// </summary>
internal static class FilterCompletion
{
    private const int MaxSuggestions = 50;

    /// <summary>
    /// What begins like the word at the caret comes first, then what has it in the middle. None where the text before the word is wrong,
    /// and where only the writer knows the value.
    /// </summary>
    /// <param name="text">What is written so far, also behind the caret.</param>
    /// <param name="caret">Characters before the caret.</param>
    /// <param name="keys">Keys of annotations that traces have.</param>
    /// <param name="services">Services that traces pass.</param>
    public static IReadOnlyList<FilterSuggestion> At(
        string text, int caret, IReadOnlyCollection<string> keys, IReadOnlyCollection<ServiceNode> services)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(caret);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(caret, text.Length);
        var word = CaretWord.At(text, caret);
        if (text.Length > FilterExpression.MaxLength || FilterParser.Explore(text[..word.Offset]) is not { } parser)
        {
            return [];
        }

        return
        [
            .. Candidates.Of(parser.Offers, parser.Place, keys, services)
                .Select(candidate => (Value: candidate, Rank: word.RankOf(candidate.Text, candidate.Name)))
                .Where(candidate => candidate.Rank is not null)
                .OrderBy(candidate => candidate.Rank)
                .Take(MaxSuggestions)
                .Select(candidate => candidate.Value)
                .Select(value => new FilterSuggestion(word.Offset, word.Length, value.Text, value.Kind, value.Meaning)),
        ];
    }
}
