using System.Globalization;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// The parts of a URL that has been redacted, which need not be a well-formed one any more. User info is left out; absent parts are null.
/// </summary>
internal readonly record struct UrlParts(string? Scheme, string? Host, long? Port, string? Path, string? Query)
{
    internal static UrlParts Of(string? url)
    {
        if (string.IsNullOrEmpty(url))
        {
            return default;
        }

        var rest = url.AsSpan();
        string? scheme = null;
        string? host = null;
        long? port = null;
        if (rest.IndexOf("://") is > 0 and var colon)
        {
            scheme = rest[..colon].ToString();
            rest = rest[(colon + 3)..];
            var end = rest.IndexOfAny('/', '?', '#');
            var authority = end < 0 ? rest : rest[..end];
            (host, port) = Address(authority[(authority.LastIndexOf('@') + 1)..]);
            rest = end < 0 ? default : rest[end..];
        }

        var fragment = rest.IndexOf('#');
        rest = fragment < 0 ? rest : rest[..fragment];
        var mark = rest.IndexOf('?');
        return new UrlParts(scheme, host, port, Text(mark < 0 ? rest : rest[..mark]), mark < 0 ? null : Text(rest[(mark + 1)..]));
    }

    /// <summary>Host and port of <c>host</c>, <c>host:port</c>, <c>[address]:port</c>, or of a node's name <c>kind@host</c>.</summary>
    internal static (string? Host, long? Port) Address(ReadOnlySpan<char> authority)
    {
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var bracket = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        // An IPv6 address without brackets has colons and no port.
        if (colon <= bracket || (bracket < 0 && authority.IndexOf(':') != colon))
        {
            return (Text(authority.Trim("[]")), null);
        }

        return long.TryParse(authority[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (Text(authority[..colon].Trim("[]")), port)
            : (Text(authority), null);
    }

    private static string? Text(ReadOnlySpan<char> text) => text.IsEmpty ? null : text.ToString();
}
