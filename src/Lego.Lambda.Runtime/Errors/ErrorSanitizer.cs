using System.Diagnostics.CodeAnalysis;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>
/// The only door from an exception to a response, a log line or a trace. Holds no state, may be used by many threads at once.
/// </summary>
/// <param name="production">In production a client sees no details beyond what the error kinds declare harmless.</param>
[SuppressMessage("Performance", "CA1822", Justification = "Callers hold one sanitizer; which of its levels know the stage is its own matter.")]
public sealed class ErrorSanitizer(bool production)
{
    /// <summary>What the client may know: decided by the exception's type, never by its text.</summary>
    /// <param name="exception">Any exception.</param>
    public ClientError ForClient(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception is HandlerException known
            ? new ClientError(known.StatusCode, known.Code, known.Message, production ? null : known.Details, known.IsRetryable)
            : new ClientError(500, ErrorCodes.Internal, "An unexpected error occurred.", null, false);
    }

    /// <summary>What a log line may hold: types, redacted messages, stack lines and extra members.</summary>
    /// <param name="exception">Any exception.</param>
    public LogError ForLog(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new LogError(exception.GetType().FullName ?? "", exception.Message, [], new Dictionary<string, string>(), []);
    }

    /// <summary>What a trace may hold, as the entries of an X-Ray <c>cause</c>, outermost exception first.</summary>
    /// <param name="exception">Any exception.</param>
    public IReadOnlyList<TraceException> ForTrace(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return [];
    }

    /// <summary>Returns the text without secrets; the same instance when it has none. See <see cref="Redactor"/>.</summary>
    /// <param name="text">Any text; null stays null.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text) => Redactor.Redact(text);

    /// <summary>Returns what may be shown of a header's value.</summary>
    /// <param name="name">Name of the header, any case.</param>
    /// <param name="value">Its value; null stays null.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public string? RedactHeader(string name, string? value) => Redactor.RedactHeader(name, value);

    /// <summary>Returns a URL without user info and without the values of secret query parameters.</summary>
    /// <param name="url">An absolute or relative URL; null stays null.</param>
    [return: NotNullIfNotNull(nameof(url))]
    public string? RedactUrl(string? url) => Redactor.RedactUrl(url);
}
