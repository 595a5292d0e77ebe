using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>All that a client may learn of a failure.</summary>
/// <param name="StatusCode">HTTP status, 400 to 599.</param>
/// <param name="Code">Value of <c>error.type</c>.</param>
/// <param name="Message">Value of <c>error.message</c>.</param>
/// <param name="Details">Value of <c>error.details</c>, left out when null. Belongs to the receiver.</param>
/// <param name="IsRetryable">Whether the same request may succeed later.</param>
public sealed record ClientError(int StatusCode, string Code, string Message, JsonObject? Details, bool IsRetryable)
{
    /// <summary>Seconds for the <c>Retry-After</c> header, when the failure knows them.</summary>
    public int? RetryAfter { get; init; }
}
