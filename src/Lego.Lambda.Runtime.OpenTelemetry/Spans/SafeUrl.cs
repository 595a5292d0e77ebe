using System.Diagnostics.CodeAnalysis;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>What may be shown of a URL.</summary>
internal static class SafeUrl
{
    /// <summary>The URL without secrets. One that holds a secret in percent-encoded form is shown decoded, with the secret replaced.</summary>
    [return: NotNullIfNotNull(nameof(url))]
    internal static string? Of(string? url, ErrorSanitizer sanitizer)
    {
        var redacted = sanitizer.RedactUrl(url);
        if (redacted is null || !redacted.Contains('%', StringComparison.Ordinal))
        {
            return redacted;
        }

        var decoded = Uri.UnescapeDataString(redacted);
        var safe = sanitizer.RedactUrl(decoded);
        return safe == decoded ? redacted : safe;
    }
}
