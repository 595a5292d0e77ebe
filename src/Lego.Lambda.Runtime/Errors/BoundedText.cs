namespace Lego.Lambda.Runtime.Errors;

/// <summary>Redacts a text and cuts it to a limit.</summary>
internal static class BoundedText
{
    private const string Ellipsis = "…";

    /// <summary>The redacted text, at most <paramref name="limit"/> characters.</summary>
    /// <remarks>Cut only after redaction: half a secret is no longer recognised as one.</remarks>
    public static string Redact(string text, int limit)
    {
        var redacted = Redactor.Redact(text);
        if (redacted.Length <= limit)
        {
            return redacted;
        }

        var end = limit - Ellipsis.Length;
        end = char.IsHighSurrogate(redacted[end - 1]) ? end - 1 : end;
        return string.Concat(redacted.AsSpan(0, end), Ellipsis);
    }
}
