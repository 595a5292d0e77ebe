using System.IO.Enumeration;
using Lego.Lambda.Runtime.Errors.Redaction;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Propagation;

/// <summary>Patterns of host names.</summary>
internal static class HostPatterns
{
    /// <summary>Characters of a host name. Source: RFC 1035, 2.3.4.</summary>
    private const int MaxLength = 253;

    internal const string Rule =
        "it must be a host name without scheme, port or path, at most 253 characters, in which * stands for any characters";

    private static readonly CharTable Characters =
        new("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_*?");

    internal static bool IsPattern(string? text) =>
        text is { Length: > 0 and <= MaxLength } && Characters.HoldsAllOf(text);

    internal static IReadOnlyList<string> Check(IReadOnlyList<string>? patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        foreach (var pattern in patterns)
        {
            if (!IsPattern(pattern))
            {
                throw new ArgumentException(
                    $"{nameof(TracingOptions.PropagateTo)} has the entry '{pattern}'; {Rule}.", nameof(patterns));
            }
        }

        return patterns;
    }

    /// <summary>True when one of the patterns covers the host. A call to an unknown host is covered by <c>*</c> alone.</summary>
    internal static bool Match(IReadOnlyList<string> patterns, string? host)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (host is null ? patterns[i] == "*" : FileSystemName.MatchesSimpleExpression(patterns[i], host))
            {
                return true;
            }
        }

        return false;
    }
}
