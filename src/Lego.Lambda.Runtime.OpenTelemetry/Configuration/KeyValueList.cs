using System.Buffers;

namespace Lego.Lambda.Runtime.OpenTelemetry.Configuration;

/// <summary>
/// Reads <c>key=value,key=value</c> with percent-encoded values, as headers and resource attributes are given in the environment.
/// Source: OpenTelemetry specification, "Specifying headers via environment variables" and "Resource SDK"; W3C Baggage.
/// </summary>
internal static class KeyValueList
{
    // Source: RFC 9110, "Tokens".
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads the pairs in order; the same key again replaces the value.</summary>
    /// <returns>False when a part is no pair; nothing of it is used then, as the specification wants.</returns>
    internal static bool TryParse(string? text, Dictionary<string, string> pairs)
    {
        var read = new List<KeyValuePair<string, string>>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return false;
            }

            read.Add(new(part[..equals].TrimEnd(), Uri.UnescapeDataString(part[(equals + 1)..].TrimStart())));
        }

        foreach (var (key, value) in read)
        {
            pairs[key] = value;
        }

        return true;
    }

    /// <summary>True for a header that may be sent: a token, and a value of visible characters and blanks.</summary>
    internal static bool IsHeader(string name, string value) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExcept(Token) && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
