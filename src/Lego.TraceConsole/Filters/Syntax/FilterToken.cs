using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <param name="Kind">What it is.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its characters, with quotes and brackets.</param>
/// <param name="Value">A word as it is written, a text or key without its quotes and escapes, JSON without its number sign.</param>
internal readonly record struct FilterToken(TokenKind Kind, int Offset, int Length, string Value)
{
    public double Number { get; init; }

    public FilterOperator Operator { get; init; }

    public int End => Offset + Length;

    public bool IsWord(string word) => Kind == TokenKind.Word && Value.Equals(word, StringComparison.OrdinalIgnoreCase);
}
