namespace Lego.Lambda.Runtime.Errors;

/// <summary>An uploaded file is unreadable or did not arrive; status 400.</summary>
/// <param name="message">A text that is safe to show to the caller.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class FileErrorException(string message, Exception? innerException = null)
    : HandlerException(ErrorCodes.File, message, innerException: innerException);
