namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>One part of a statement.</summary>
/// <param name="kind">What it is.</param>
/// <param name="text">Its text as written.</param>
/// <param name="isSpaced">White space or a comment stands before it.</param>
internal readonly ref struct SqlToken(SqlTokenKind kind, ReadOnlySpan<char> text, bool isSpaced)
{
    public SqlTokenKind Kind { get; } = kind;

    public ReadOnlySpan<char> Text { get; } = text;

    public bool IsSpaced { get; } = isSpaced;

    /// <summary>Whether it is a key word, in any case.</summary>
    public bool IsWord(string word) => Kind == SqlTokenKind.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is one of some key words, in any case.</summary>
    public bool IsWord(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (IsWord(word))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol && Text.Length == 1;
}
