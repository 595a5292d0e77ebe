namespace Lego.Lambda.Runtime.Errors;

/// <summary>The handler was stopped because its time was nearly over; status 503, retryable, fixed text.</summary>
/// <param name="innerException">The cancellation that ended the handler, when there was one.</param>
public sealed class DeadlineException(Exception? innerException = null)
    : HandlerException(
        ErrorCodes.ServiceUnavailable, "The request took too long. Try again later.", innerException: innerException);
