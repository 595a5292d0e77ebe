namespace Lego.Lambda.Runtime.Errors;

/// <summary>The resource belongs to somebody else; status 403.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class ForbiddenException(string message = "You do not have access to this resource.", Exception? innerException = null)
    : HandlerException(ErrorCodes.Forbidden, message, innerException: innerException);
