using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>
/// Root of the errors a handler throws on purpose: a code, a status and a message that the caller may read.
/// Every other exception is unexpected and reaches the caller as a fixed text.
/// </summary>
public abstract class HandlerException : Exception
{
    /// <summary>Creates an error with one of <see cref="ErrorCodes"/>, which decides the status and, by default, whether to retry.</summary>
    /// <param name="code">A code of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">A text that is safe to show to the caller.</param>
    /// <param name="details">Members for <c>error.details</c>; shown outside production only, unless the kind says otherwise.</param>
    /// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
    /// <param name="isRetryable">Overrules the table of codes when the cause knows better.</param>
    protected HandlerException(
        string code, string message, JsonObject? details = null, Exception? innerException = null, bool? isRetryable = null)
        : this(code, ErrorCodes.StatusOf(code), isRetryable ?? ErrorCodes.IsRetryable(code), message, details, innerException)
    {
    }

    /// <summary>Creates an error of a kind that <see cref="ErrorCodes"/> does not list.</summary>
    /// <param name="code">Code for the caller, in capitals with underscores.</param>
    /// <param name="statusCode">HTTP status, 400 to 599.</param>
    /// <param name="isRetryable">Whether the same request may succeed later.</param>
    /// <param name="message">A text that is safe to show to the caller.</param>
    /// <param name="details">Members for <c>error.details</c>.</param>
    /// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="statusCode"/> is not an error status.</exception>
    protected HandlerException(
        string code, int statusCode, bool isRetryable, string message, JsonObject? details = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        Code = code;
        StatusCode = statusCode;
        IsRetryable = isRetryable;
        Details = details;
    }

    /// <summary>The code in <c>error.type</c> of the answer.</summary>
    public string Code { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int StatusCode { get; }

    /// <summary>Whether the same request may succeed when it is sent again.</summary>
    public bool IsRetryable { get; }

    /// <summary>Members for <c>error.details</c>, before <see cref="ErrorSanitizer"/> scrubs them.</summary>
    public JsonObject? Details { get; }

    /// <summary>Whether a top-level member of <see cref="Details"/> is part of the answer in production too.</summary>
    /// <param name="member">Name of the member.</param>
    protected internal virtual bool IsShownInProduction(string member) => false;
}
