namespace Lego.Lambda.Runtime.Errors;

/// <summary>Malformed request: no body, broken JSON, wrong content type; status 400.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class BadRequestException(string message, Exception? innerException = null)
    : HandlerException(ErrorCodes.BadRequest, message, innerException: innerException);
