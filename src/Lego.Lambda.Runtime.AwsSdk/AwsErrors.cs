using System.Collections.Frozen;
using System.Net;
using Amazon.Runtime;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>What exceptions of the SDK mean.</summary>
internal static class AwsErrors
{
    // Source: AWS SDKs and Tools reference guide, "Retry behavior": the codes that count as throttling in every SDK.
    private static readonly FrozenSet<string> ThrottlingCodes = new[]
    {
        "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown",
        "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException", "TransactionInProgressException",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when the service answered with the error; without a status the SDK itself gave up.</summary>
    internal static bool IsRemote(Exception exception) => exception is AmazonServiceException { StatusCode: not 0 };

    internal static bool IsThrottling(Exception? exception) =>
        exception is AmazonServiceException known
        && (known.StatusCode == HttpStatusCode.TooManyRequests
            || known.Retryable?.Throttling == true
            || (known.ErrorCode is { } code && ThrottlingCodes.Contains(code)));

    /// <summary>The answer to a conditional request, which the SDK can only give as an exception.</summary>
    internal static bool IsNotModified(Exception exception) => exception is AmazonServiceException { StatusCode: HttpStatusCode.NotModified };
}
