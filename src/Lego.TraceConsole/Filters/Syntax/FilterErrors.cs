using System.Globalization;

namespace Lego.TraceConsole.Filters.Syntax;

internal static class FilterErrors
{
    private const int MaxShown = 40;

    public static FilterException At(int offset, int length, string found, string expected, string sentence) =>
        new(new FilterError(offset, length, found, expected, FormattableString.Invariant(
            $"At character {offset + 1}: {sentence}{(sentence.EndsWith('?') ? "" : ".")}")));

    public static FilterException TooLong(string text)
    {
        var (found, allowed) = (Characters(text.Length), Characters(FilterExpression.MaxLength));
        return At(
            FilterExpression.MaxLength, text.Length - FilterExpression.MaxLength, found, "at most " + allowed,
            $"the expression has {found}, up to {allowed} are allowed");
    }

    public static FilterException TooDeep(FilterToken token) => At(
        token.Offset, token.Length, "one more level", "fewer levels",
        FormattableString.Invariant(
            $"more than {FilterExpression.MaxDepth} parentheses, braces and exclamation marks stand inside of each other"));

    public static FilterException HalfPair(int offset) => At(
        offset, 1, "half of a surrogate pair", "well-formed Unicode", "half of a surrogate pair is no character");

    /// <summary>As it is written, so that it can be found again, but not at any length.</summary>
    public static string Show(string text, FilterToken token)
    {
        if (token.Kind == TokenKind.End)
        {
            return "the end";
        }

        var source = text.Substring(token.Offset, token.Length);
        if (source.Length > MaxShown)
        {
            source = source[..(char.IsHighSurrogate(source[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] + "…";
        }

        return token.Kind == TokenKind.Text ? source : $"`{source}`";
    }

    /// <summary>"a", "a or b", "a, b or c".</summary>
    public static string OneOf(IReadOnlyList<string> names) => names switch
    {
        [] => string.Empty,
        [var only] => only,
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} or {names[^1]}",
    };

    private static string Characters(int count) => count.ToString("N0", CultureInfo.InvariantCulture) + " characters";
}
