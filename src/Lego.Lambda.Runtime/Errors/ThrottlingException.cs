using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>A cloud service throttles us; status 429, retryable, fixed text.</summary>
/// <param name="service">Short name of the service, such as <c>S3</c>.</param>
/// <param name="errorName">The service's own name for the error.</param>
/// <param name="innerException">What went wrong underneath; never shown to the caller.</param>
public sealed class ThrottlingException(string service, string errorName, Exception? innerException = null)
    : HandlerException(
        ErrorCodes.Throttling,
        "A service that this request needs is busy. Try again later.",
        new JsonObject { ["service"] = service, ["errorName"] = errorName },
        innerException)
{
    /// <summary>Short name of the service.</summary>
    public string Service { get; } = service;

    /// <summary>The service's own name for the error.</summary>
    public string ErrorName { get; } = errorName;
}
