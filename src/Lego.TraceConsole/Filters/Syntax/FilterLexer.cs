using System.Globalization;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>Cuts a text into tokens, one at a time and each character once.</summary>
internal sealed partial class FilterLexer(string text)
{
    private const NumberStyles Number =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private int _position;

    /// <exception cref="FilterException">A text, key or JSON that begins here does not end, or is none.</exception>
    public FilterToken Next()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }

        return Peek(0) switch
        {
            '\0' when _position >= text.Length => new FilterToken(TokenKind.End, text.Length, 0, string.Empty),
            '(' => Take(TokenKind.OpenParenthesis, 1),
            ')' => Take(TokenKind.CloseParenthesis, 1),
            '{' => Take(TokenKind.OpenBrace, 1),
            '}' => Take(TokenKind.CloseBrace, 1),
            ',' => Take(TokenKind.Comma, 1),
            ':' => Take(TokenKind.Colon, 1),
            '"' => ReadText(),
            '[' => ReadKey(),
            '#' => ReadJson(),
            '=' => TakeOperator(FilterOperator.Equal, 1),
            '!' => Peek(1) == '=' ? TakeOperator(FilterOperator.NotEqual, 2) : Take(TokenKind.Not, 1),
            '<' => Peek(1) == '=' ? TakeOperator(FilterOperator.LessOrEqual, 2) : TakeOperator(FilterOperator.Less, 1),
            '>' => Peek(1) == '=' ? TakeOperator(FilterOperator.GreaterOrEqual, 2) : TakeOperator(FilterOperator.Greater, 1),
            '-' when char.IsAsciiDigit(Peek(1)) || Peek(1) == '.' => ReadNumber(),
            '.' when char.IsAsciiDigit(Peek(1)) => ReadNumber(),
            var digit when char.IsAsciiDigit(digit) => ReadNumber(),
            var letter when IsWordStart(letter) => Take(TokenKind.Word, WordLength(_position)),
            var other => Take(TokenKind.Other, char.IsHighSurrogate(other) ? 2 : 1),
        };
    }

    public static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || character is '_' or '.';

    private static bool IsWordStart(char character) => char.IsLetter(character) || character == '_';

    private char Peek(int ahead) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private int WordLength(int from)
    {
        var end = from;
        while (end < text.Length && IsWordPart(text[end]))
        {
            end++;
        }

        return end - from;
    }

    private FilterToken Take(TokenKind kind, int length)
    {
        var token = new FilterToken(kind, _position, length, text.Substring(_position, length));
        _position += length;
        return token;
    }

    private FilterToken TakeOperator(FilterOperator value, int length) => Take(TokenKind.Operator, length) with { Operator = value };

    /// <summary>All that clings to the digits belongs to it, so that an error shows a number with its unit as one.</summary>
    private FilterToken ReadNumber()
    {
        var end = _position + 1;
        while (end < text.Length && (IsWordPart(text[end]) || (text[end] is '+' or '-' && text[end - 1] is 'e' or 'E')))
        {
            end++;
        }

        var isNumber = double.TryParse(text.AsSpan(_position, end - _position), Number, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value);
        return Take(isNumber ? TokenKind.Number : TokenKind.Other, end - _position) with { Number = value };
    }
}
