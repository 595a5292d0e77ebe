namespace Lego.TraceConsole.Filters.Syntax;

internal enum TokenKind
{
    End,
    Word,
    Text,
    Number,

    /// <summary>The key of an annotation with its brackets.</summary>
    Key,

    /// <summary>The array after a number sign.</summary>
    Json,
    Operator,
    Not,
    OpenParenthesis,
    CloseParenthesis,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,

    /// <summary>What no term has in it.</summary>
    Other,
}
