namespace Lego.Lambda.Runtime.Errors;

/// <summary>The request has no valid identity; status 401.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class UnauthorizedException(string message = "Authentication is required.", Exception? innerException = null)
    : HandlerException(ErrorCodes.Unauthorized, message, innerException: innerException);
