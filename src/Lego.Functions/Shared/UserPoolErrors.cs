using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Amazon.Runtime;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Shared;

/// <summary>From what a call to the user pool ends with to an error of ours.</summary>
internal static class UserPoolErrors
{
    private const string Service = "Cognito";

    /// <summary>True for an exception that comes of the call, and not of our own code or of a cancelled request.</summary>
    public static bool IsOfTheCall(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        HttpRequestException or IOException or SocketException or JsonException or AmazonClientException or AmazonServiceException => true,
        _ => false,
    };

    public static bool IsRetryable(Exception exception) => exception is ExternalServiceException { IsRetryable: true };

    /// <summary>An error without an answer that could be read.</summary>
    public static ExternalServiceException Map(Exception exception) => exception switch
    {
        OperationCanceledException => new(Service, ExternalServiceErrorKind.TimedOut, "Timeout", exception),
        JsonException => new(Service, ExternalServiceErrorKind.Other, "UnreadableAnswer", exception, isRetryable: false),
        // Of the SDK we use the credentials only; without any another attempt would find none either.
        AmazonClientException or AmazonServiceException =>
            new(Service, ExternalServiceErrorKind.Other, "CredentialsNotFound", exception, isRetryable: false),
        _ => new(Service, ExternalServiceErrorKind.Unavailable, (exception.InnerException ?? exception).GetType().Name, exception),
    };

    /// <summary>An error that the pool answered.</summary>
    public static ExternalServiceException Refused(HttpStatusCode status, string? error)
    {
        var (kind, isRetryable) = KindOf(status, error);
        return new ExternalServiceException(Service, kind, error ?? status.ToString(), isRetryable: isRetryable);
    }

    /// <summary>The error's bare name: servers may put a namespace before it and an address behind it.</summary>
    public static string? NameOf(string? type)
    {
        var name = type?[(type.LastIndexOf('#') + 1)..].Split(':')[0].Trim();
        return string.IsNullOrEmpty(name) ? null : name;
    }

    private static (ExternalServiceErrorKind Kind, bool IsRetryable) KindOf(HttpStatusCode status, string? error) => error switch
    {
        "TooManyRequestsException" or "ThrottlingException" or "Throttling" or "ThrottledException" or "LimitExceededException"
            or "RequestLimitExceeded" or "RequestThrottledException" => (ExternalServiceErrorKind.Throttled, true),
        "RequestTimeout" or "RequestTimeoutException" => (ExternalServiceErrorKind.TimedOut, true),
        "ServiceUnavailable" or "ServiceUnavailableException" => (ExternalServiceErrorKind.Unavailable, true),
        "InternalErrorException" or "InternalFailure" or "InternalServerError" => (ExternalServiceErrorKind.Internal, true),
        _ => status switch
        {
            HttpStatusCode.TooManyRequests => (ExternalServiceErrorKind.Throttled, true),
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => (ExternalServiceErrorKind.TimedOut, true),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway => (ExternalServiceErrorKind.Unavailable, true),
            HttpStatusCode.InternalServerError => (ExternalServiceErrorKind.Internal, true),
            _ => (ExternalServiceErrorKind.Other, false),
        },
    };
}
