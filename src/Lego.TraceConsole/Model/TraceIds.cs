using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Lego.TraceConsole.Model;

internal static class TraceIds
{
    private const int Length = 35;
    private const int W3CLength = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Any hex is taken: the time part of an id is neither required nor checked.</summary>
    public static bool TryNormalize([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (text is { Length: W3CLength } && IsHex(text))
        {
            id = $"1-{text.AsSpan(0, 8)}-{text.AsSpan(8)}".ToLowerInvariant();
        }
        else if (text is { Length: Length } && text.StartsWith("1-", StringComparison.Ordinal) && text[10] == '-'
            && IsHex(text.AsSpan(2, 8)) && IsHex(text.AsSpan(11)))
        {
            id = text.ToLowerInvariant();
        }

        return id is not null;
    }

    public static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexDigits);
}
