using System.Diagnostics.CodeAnalysis;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>
/// The only door from an exception to a response, a log line or a trace. Holds no state, may be used by many threads at once.
/// </summary>
/// <param name="production">In production a client sees no details beyond what the error kinds declare harmless.</param>
[SuppressMessage("Performance", "CA1822", Justification = "Callers hold one sanitizer; which of its levels know the stage is its own matter.")]
public sealed class ErrorSanitizer(bool production)
{
    private readonly ClientErrors _clientErrors = new(production);

    /// <summary>What the client may know: decided by the exception's type, never by its text.</summary>
    /// <param name="exception">Any exception.</param>
    /// <remarks>
    /// A <see cref="HandlerException"/> is shown as it is, also when an <see cref="AggregateException"/> holds nothing else. Failures of
    /// the database, of the network and everything unknown become fixed texts.
    /// </remarks>
    public ClientError ForClient(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return _clientErrors.Create(exception);
    }

    /// <summary>What a log line may hold: types, redacted messages, stack lines and extra members, down the inner exceptions.</summary>
    /// <param name="exception">Any exception, also one whose members throw.</param>
    /// <remarks>
    /// A <see cref="HandlerException"/> of a status below 500, other than a <see cref="ThrottlingException"/>, has no stack lines: it refuses
    /// a request on purpose. Its frames are in the trace, and what it was made from keeps its own lines.
    /// </remarks>
    public LogError ForLog(Exception exception) => ForLog(exception, withEveryStack: false);

    internal LogError ForLog(Exception exception, bool withEveryStack)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return LogErrors.Create(exception, withEveryStack);
    }

    /// <summary>
    /// What a trace may hold, as the entries of an X-Ray <c>cause</c>: outermost exception first, each linked to its inner one,
    /// at most eight.
    /// </summary>
    /// <param name="exception">Any exception, also one whose members throw.</param>
    public IReadOnlyList<TraceException> ForTrace(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return TraceExceptions.Create(exception);
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
