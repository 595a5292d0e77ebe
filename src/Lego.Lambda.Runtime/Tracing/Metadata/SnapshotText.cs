using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>Redacts texts of any length in bounded time, and measures them as JSON.</summary>
internal static class SnapshotText
{
    // A secret that begins before the end of what is looked at and ends behind it is not recognised; the last stretch is not shown.
    private const int Margin = 1024;

    private const int Escape = 6;

    // What the default encoder writes as it is; everything else takes at most six bytes a character.
    private static readonly CharTable Plain = new(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%()*,-./:;=?@[]^_{|}~");

    /// <summary>The beginning of the text without its secrets, at most <paramref name="limit"/> characters.</summary>
    /// <remarks>Cut only after redaction: half a secret is no longer recognised as one.</remarks>
    public static ReadOnlySpan<char> Redact(string text, int limit, out bool isCut)
    {
        var window = (2 * limit) + (2 * Margin);
        var isWindow = text.Length > window;
        var redacted = Redactor.Redact(isWindow ? text[..window] : text).AsSpan();
        if (isWindow)
        {
            redacted = redacted[..Math.Max(0, redacted.Length - Margin)];
        }

        isCut = isWindow || redacted.Length > limit;
        return redacted.Length > limit ? Whole(redacted[..limit]) : redacted;
    }

    /// <summary>The most bytes that the text takes between its quotes.</summary>
    public static int Size(ReadOnlySpan<char> text)
    {
        var size = text.Length;
        for (var rest = text; ;)
        {
            var next = Plain.IndexOfOther(rest);
            if (next < 0)
            {
                return size;
            }

            size += Escape - 1;
            rest = rest[(next + 1)..];
        }
    }

    /// <summary>The beginning of the text that surely fits.</summary>
    public static ReadOnlySpan<char> Fit(ReadOnlySpan<char> text, int bytes)
    {
        var length = 0;
        while (length < text.Length && (bytes -= Plain.Contains(text[length]) ? 1 : Escape) >= 0)
        {
            length++;
        }

        return Whole(text[..length]);
    }

    /// <summary>A name with a replacement character for each half of a surrogate pair, as a reader will see it.</summary>
    public static string WellFormed(string name)
    {
        if (!HasSurrogate(name))
        {
            return name;
        }

        return string.Create(name.Length, name, static (valid, name) =>
        {
            name.CopyTo(valid);
            for (var i = 0; i < valid.Length; i++)
            {
                if (i + 1 < valid.Length && char.IsSurrogatePair(valid[i], valid[i + 1]))
                {
                    i++;
                }
                else if (char.IsSurrogate(valid[i]))
                {
                    valid[i] = '\ufffd';
                }
            }
        });
    }

    // The library's search in a range boxes its bounds until it is compiled again, and every metadata key comes by here.
    private static bool HasSurrogate(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Whole(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
}
