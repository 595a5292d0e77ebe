using System.Diagnostics.CodeAnalysis;
using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Finds secrets and personal data in text that comes from outside and puts <see cref="Mark"/> in their place.</summary>
public static class Redactor
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "[redacted]";

    /// <summary>Returns the text without its secrets; the same instance when it has none.</summary>
    /// <param name="text">Any text; null stays null.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Redact(string? text) => text is null ? null : Redact(text, out _);

    /// <summary>Returns what may be shown of a header's value.</summary>
    /// <param name="name">Name of the header, any case.</param>
    /// <param name="value">Its value; null stays null.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? RedactHeader(string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.IsNullOrEmpty(value) || !SecretNames.IsHeader(name) ? Redact(value) : Mark;
    }

    /// <summary>
    /// Returns an absolute or relative URL without user info and without the values of secret query parameters. One that holds a secret in
    /// percent-encoded form is returned decoded, with the secret replaced.
    /// </summary>
    /// <param name="url">The URL; null stays null.</param>
    [return: NotNullIfNotNull(nameof(url))]
    public static string? RedactUrl(string? url)
    {
        if (url is null || !url.Contains('%', StringComparison.Ordinal))
        {
            return Redact(url);
        }

        var redacted = Redact(RedactEscapedParameters(url));
        var decoded = Uri.UnescapeDataString(redacted);
        var safe = Redact(decoded);
        return ReferenceEquals(safe, decoded) ? redacted : safe;
    }

    /// <summary>Returns a query string, with or without a leading question mark, without the values of secret parameters.</summary>
    /// <param name="query">The query string; null stays null.</param>
    [return: NotNullIfNotNull(nameof(query))]
    public static string? RedactQuery(string? query)
    {
        if (string.IsNullOrEmpty(query) || query[0] is '?' or '&' or '#')
        {
            return Redact(query);
        }

        // The first parameter is known as one by the mark before it.
        var marked = "?" + query;
        var result = Redact(marked);
        return ReferenceEquals(result, marked) ? query : result[1..];
    }

    /// <summary>Returns what may be shown of one query parameter's or form field's value.</summary>
    /// <param name="name">Name of the parameter, any case.</param>
    /// <param name="value">Its decoded value; null stays null.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? RedactParameter(string name, string? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.IsNullOrEmpty(value) || !SecretNames.IsParameter(name) ? Redact(value) : Mark;
    }

    /// <summary>Each escaped value is read by itself, so that an escaped ampersand in a secret does not end it.</summary>
    private static string RedactEscapedParameters(string url)
    {
        var start = url.IndexOf('?', StringComparison.Ordinal) + 1;
        if (start == 0)
        {
            return url;
        }

        var pairs = url[start..].Split('&');
        var changed = false;
        for (var i = 0; i < pairs.Length; i++)
        {
            var value = pairs[i].IndexOf('=', StringComparison.Ordinal) + 1;
            var escaped = pairs[i][value..];
            var decoded = escaped.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(escaped) : escaped;
            var safe = Redact(decoded);
            if (!ReferenceEquals(safe, decoded))
            {
                pairs[i] = pairs[i][..value] + safe;
                changed = true;
            }
        }

        return changed ? url[..start] + string.Join('&', pairs) : url;
    }

    /// <summary>As <see cref="Redact(string?)"/>, and counts the characters that were looked at.</summary>
    internal static string Redact(string text, out long work)
    {
        if (CleanText.IsClean(text))
        {
            work = text.Length;
            return text;
        }

        var scan = new RedactionScan(text);
        var result = scan.Run();
        work = scan.Work;
        return result;
    }
}
