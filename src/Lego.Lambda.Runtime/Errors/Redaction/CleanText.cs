using System.Buffers;

namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>
/// Tells texts in which no rule of <see cref="RedactionScan"/> can begin, which are most, from those that have to be walked over. It may
/// take a clean text for one that is not, never the other way round: what a rule begins with, or cannot do without, is asked for here.
/// </summary>
internal static class CleanText
{
    /// <summary>Without a sign nothing shorter is a secret: a card number has 13 digits, a token 14 characters or more.</summary>
    private const int ShortestToken = 13;

    private const int FewestDigits = 13;

    /// <summary>The signs of names with values, URLs, mail addresses, literals, elements and what is quoted.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("=:@'\"$>");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> DigitsAndCapitals = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<string> Tokens = SearchValues.Create(
        ["AKIA", "ASIA", "ABIA", "ACCA", "eyJ", .. TokenShape.All.Select(shape => shape.Prefix)],
        StringComparison.Ordinal);

    internal static bool IsClean(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(Signs))
        {
            return false;
        }

        if (text.Contains("--", StringComparison.Ordinal) || text.Contains("%40", StringComparison.Ordinal) || EscapedText.IsIn(text))
        {
            return false;
        }

        if (text.Length < ShortestToken)
        {
            return true;
        }

        // Rows of a database, and the one credential that may be of small letters only.
        var mayBegin = text.Contains("contains (", StringComparison.Ordinal) || text.Contains("bearer", StringComparison.OrdinalIgnoreCase);
        return !mayBegin && (!LooksRandom(text) || !(HasToken(text) || HasManyDigits(text)));
    }

    private static bool HasToken(ReadOnlySpan<char> text) =>
        text.ContainsAny(Tokens) || text.Contains("basic", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a digit or a capital stands within a word. Every token and card number has one; of prose only names and numbers do.</summary>
    private static bool LooksRandom(ReadOnlySpan<char> text)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOfAny(DigitsAndCapitals);
            if (next < 0)
            {
                return false;
            }

            at += next;
            if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '-' or '.' or '_' or '~' or '+' or '/'))
            {
                return true;
            }

            at++;
        }
    }

    private static bool HasManyDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (text.Length >= FewestDigits - count)
        {
            var next = text.IndexOfAny(Digits);
            if (next < 0)
            {
                return false;
            }

            if (++count == FewestDigits)
            {
                return true;
            }

            text = text[(next + 1)..];
        }

        return false;
    }
}
