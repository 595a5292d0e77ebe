namespace Lego.Lambda.Runtime.Errors;

/// <summary>The search index failed and so did its fallback; status 500, retryable, fixed text.</summary>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class SearchException(Exception? innerException = null)
    : HandlerException(ErrorCodes.Search, "The search failed. Try again later.", innerException: innerException);
