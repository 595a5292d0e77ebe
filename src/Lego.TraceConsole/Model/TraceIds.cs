using System.Diagnostics.CodeAnalysis;

namespace Lego.TraceConsole.Model;

internal static class TraceIds
{
    private const int Length = 35;
    private const int W3CLength = 32;

    /// <summary>Any hex is taken: the time part of an id is neither required nor checked.</summary>
    public static bool TryNormalize([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (text is { Length: W3CLength } && text.All(char.IsAsciiHexDigit))
        {
            id = $"1-{text[..8]}-{text[8..]}".ToLowerInvariant();
        }
        else if (text is { Length: Length } && text[..2] == "1-" && text[10] == '-'
            && text[2..10].All(char.IsAsciiHexDigit) && text[11..].All(char.IsAsciiHexDigit))
        {
            id = text.ToLowerInvariant();
        }

        return id is not null;
    }
}
