using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Shared;

/// <summary>From what the S3 client throws to an error of ours.</summary>
internal static class StorageErrors
{
    public const string Service = "S3";

    /// <summary>True for an exception that comes of the call to S3, and not of our own code or of a cancelled request.</summary>
    public static bool IsStorage(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AmazonServiceException or AmazonClientException or HttpRequestException or IOException or SocketException or TimeoutException => true,
        _ => false,
    };

    public static bool IsRetryable(Exception exception) => exception is ExternalServiceException { IsRetryable: true };

    public static ExternalServiceException Map(Exception exception)
    {
        if (exception is AmazonServiceException { StatusCode: not 0 } answered)
        {
            var (kind, retry) = KindOf(answered);
            return new ExternalServiceException(Service, kind, answered.ErrorCode ?? answered.StatusCode.ToString(), exception, retry);
        }

        var timedOut = exception is OperationCanceledException or TimeoutException || exception.InnerException is TimeoutException;
        var network = timedOut ? ExternalServiceErrorKind.TimedOut : ExternalServiceErrorKind.Unavailable;
        return new ExternalServiceException(Service, network, (exception.InnerException ?? exception).GetType().Name, exception);
    }

    private static (ExternalServiceErrorKind Kind, bool Retry) KindOf(AmazonServiceException exception) => exception.ErrorCode switch
    {
        "SlowDown" or "RequestLimitExceeded" or "TooManyRequests" or "TooManyRequestsException" or "Throttling" or "ThrottlingException"
            or "RequestThrottled" or "ThrottledException" => (ExternalServiceErrorKind.Throttled, true),
        "RequestTimeout" or "RequestTimeoutException" => (ExternalServiceErrorKind.TimedOut, true),
        "ServiceUnavailable" => (ExternalServiceErrorKind.Unavailable, true),
        "InternalError" => (ExternalServiceErrorKind.Internal, true),
        _ => exception.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => (ExternalServiceErrorKind.Throttled, true),
            HttpStatusCode.ServiceUnavailable => (ExternalServiceErrorKind.Unavailable, true),
            HttpStatusCode.InternalServerError => (ExternalServiceErrorKind.Internal, true),
            _ => (ExternalServiceErrorKind.Other, false),
        },
    };
}
