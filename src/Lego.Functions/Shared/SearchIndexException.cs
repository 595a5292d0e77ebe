using System.Net;

namespace Lego.Functions.Shared;

/// <summary>OpenSearch refused or is not there. Never reaches a caller: reads fall back to the database, writes are best effort.</summary>
internal sealed class SearchIndexException(string message, HttpStatusCode? status = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public HttpStatusCode? Status { get; } = status;

    /// <summary>Timeouts, lost connections, 429, 500 and 503 may pass.</summary>
    public bool IsRetryable => Status is null or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable;
}
