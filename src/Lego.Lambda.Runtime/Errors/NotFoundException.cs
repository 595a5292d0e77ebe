namespace Lego.Lambda.Runtime.Errors;

/// <summary>No such resource or route; status 404.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class NotFoundException(string message = "The resource was not found.", Exception? innerException = null)
    : HandlerException(ErrorCodes.NotFound, message, innerException: innerException);
