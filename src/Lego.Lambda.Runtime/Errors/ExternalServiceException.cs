using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Another service (object storage, identity provider, queue) failed; status 500, a fixed text by kind.</summary>
/// <param name="service">Short name of the service, such as <c>S3</c>; shown outside production only.</param>
/// <param name="kind">How it failed.</param>
/// <param name="errorName">The service's own name for the error; shown outside production only.</param>
/// <param name="innerException">The client library's exception; never shown to the caller.</param>
/// <param name="isRetryable">False when the cause will not go away; by default an external failure is worth a retry.</param>
public sealed class ExternalServiceException(
    string service, ExternalServiceErrorKind kind, string errorName, Exception? innerException = null, bool isRetryable = true)
    : HandlerException(
        ErrorCodes.ExternalService,
        MessageOf(kind),
        new JsonObject { ["service"] = service, ["errorName"] = errorName },
        innerException,
        isRetryable)
{
    /// <summary>Short name of the service.</summary>
    public string Service { get; } = service;

    /// <summary>How the service failed.</summary>
    public ExternalServiceErrorKind Kind { get; } = kind;

    /// <summary>The service's own name for the error.</summary>
    public string ErrorName { get; } = errorName;

    /// <summary>The fixed text of a kind of failure.</summary>
    internal static string MessageOf(ExternalServiceErrorKind kind) => kind switch
    {
        ExternalServiceErrorKind.Throttled => "An external service is busy. Try again later.",
        ExternalServiceErrorKind.TimedOut => "An external service did not answer in time. Try again later.",
        ExternalServiceErrorKind.Unavailable => "An external service is not available. Try again later.",
        ExternalServiceErrorKind.Internal => "An external service failed. Try again later.",
        _ => "An external service reported an error.",
    };
}
