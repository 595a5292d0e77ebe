using System.Buffers;
using System.Text;

namespace Lego.TraceConsole.Filters.Syntax;

internal sealed partial class FilterLexer
{
    // A key that has one of these in it stands in quotes.
    private static readonly SearchValues<char> KeyEnds = SearchValues.Create("]\"[{}()\r\n");

    /// <summary>A backslash stands for itself but before a quote or another backslash.</summary>
    private FilterToken ReadText()
    {
        var start = _position;
        var value = new StringBuilder();
        for (var index = start + 1; index < text.Length; index++)
        {
            if (text[index] == '"')
            {
                _position = index + 1;
                return new FilterToken(TokenKind.Text, start, _position - start, value.ToString());
            }

            if (text[index] == '\\' && index + 1 < text.Length && text[index + 1] is '"' or '\\')
            {
                index++;
            }

            value.Append(text[index]);
        }

        throw Unclosed(start, "text", "a double quote");
    }

    /// <summary>The key of an annotation in brackets; in quotes too when it has characters that stand for something else.</summary>
    private FilterToken ReadKey()
    {
        var start = _position++;
        while (char.IsWhiteSpace(Peek(0)))
        {
            _position++;
        }

        string key;
        if (Peek(0) == '"')
        {
            key = ReadText().Value;
            while (char.IsWhiteSpace(Peek(0)))
            {
                _position++;
            }
        }
        else
        {
            var length = text.AsSpan(_position).IndexOfAny(KeyEnds);
            length = length < 0 ? text.Length - _position : length;
            key = text.Substring(_position, length).Trim();
            _position += length;
        }

        if (Peek(0) != ']')
        {
            throw Unclosed(start, "key", "a bracket");
        }

        _position++;
        return key.Length > 0
            ? new FilterToken(TokenKind.Key, start, _position - start, key)
            : throw FilterErrors.At(
                start, _position - start, "[]", "the key of an annotation", "expected the key of an annotation between the brackets");
    }

    private FilterToken ReadJson()
    {
        var start = _position;
        var opening = start + 1;
        while (opening < text.Length && char.IsWhiteSpace(text[opening]))
        {
            opening++;
        }

        if (opening == text.Length || text[opening] != '[')
        {
            return Take(TokenKind.Other, 1);
        }

        var depth = 0;
        var inText = false;
        for (var index = opening; index < text.Length; index++)
        {
            var character = text[index];
            if (inText)
            {
                index += character == '\\' ? 1 : 0;
                inText = character != '"';
                continue;
            }

            inText = character == '"';
            depth += character is '[' or '{' ? 1 : character is ']' or '}' ? -1 : 0;
            if (depth == 0)
            {
                _position = index + 1;
                return new FilterToken(TokenKind.Json, start, _position - start, text[opening.._position]);
            }
        }

        throw Unclosed(start, "JSON", "a bracket");
    }

    private FilterException Unclosed(int start, string what, string closing) => FilterErrors.At(
        start, text.Length - start, "the end", closing, $"the {what} that begins here is not closed by {closing}");
}
