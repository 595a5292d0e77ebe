namespace Lego.Lambda.Runtime.Errors;

/// <summary>The resource exists already; status 409.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class ConflictException(string message = "The resource already exists.", Exception? innerException = null)
    : HandlerException(ErrorCodes.Conflict, message, innerException: innerException);
