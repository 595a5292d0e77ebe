using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>The map from exception types to what a client may know.</summary>
internal sealed class ClientErrors(bool production)
{
    private const string InternalMessage = "An unexpected error occurred.";

    public ClientError Create(Exception exception)
    {
        exception = Unwrap(exception);
        return exception is HandlerException known ? FromHandler(known) : FromUnknown(exception);
    }

    // Apart, since to ask for these types loads their libraries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ClientError FromUnknown(Exception exception)
    {
        if (ExceptionChain.Walk(exception).OfType<DbException>().FirstOrDefault() is { } database)
        {
            return FromDatabase(database);
        }

        // Libraries wrap what the network reports in kinds of their own; the outermost telling type counts.
        foreach (var current in ExceptionChain.Walk(exception))
        {
            switch (current)
            {
                case TimeoutException:
                    return FromService(ExternalServiceErrorKind.TimedOut, current);
                case SocketException { SocketErrorCode: SocketError.TimedOut }:
                    return FromService(ExternalServiceErrorKind.TimedOut, current);
                case HttpRequestException http when !HasInner<TimeoutException>(http):
                    return FromService(KindOf(http), current);
                case SocketException or HttpIOException:
                    return FromService(ExternalServiceErrorKind.Unavailable, current);
                case IOException { InnerException: SocketException }:
                    return FromService(ExternalServiceErrorKind.Unavailable, current);
            }
        }

        return Fixed(ErrorCodes.Internal, InternalMessage, new JsonObject { ["errorType"] = exception.GetType().Name });
    }

    /// <summary>An aggregate of one, and the wrapper that a static constructor or a late-bound call adds, say nothing of their own.</summary>
    private static Exception Unwrap(Exception exception)
    {
        for (var depth = 0; depth < ExceptionChain.MaximumDepth; depth++)
        {
            switch (exception)
            {
                case AggregateException { InnerExceptions: [var only] }:
                    exception = only;
                    break;
                case TypeInitializationException { InnerException: { } inner }:
                    exception = inner;
                    break;
                case System.Reflection.TargetInvocationException { InnerException: { } inner }:
                    exception = inner;
                    break;
                default:
                    return exception;
            }
        }

        return exception;
    }

    private ClientError FromHandler(HandlerException exception) =>
        new(
            exception.StatusCode,
            exception.Code,
            Redactor.Redact(exception.Message),
            ErrorDetails.Scrub(exception.Details, production ? exception.IsShownInProduction : null),
            exception.IsRetryable)
        {
            RetryAfter = exception is TooManyRequestsException { RetryAfter: var seconds } ? seconds : null,
        };

    private ClientError FromDatabase(DbException exception)
    {
        // Five letters and digits by the standard; anything else could be a text of the driver.
        var state = exception.SqlState is { Length: 5 } code && code.All(char.IsAsciiLetterOrDigit) ? code : null;
        var details = state is null ? null : new JsonObject { ["errorCode"] = state };
        var error = Fixed(ErrorCodes.Database, DatabaseException.FixedMessage, details);
        return error with { IsRetryable = DatabaseException.IsTransient(state) };
    }

    private ClientError FromService(ExternalServiceErrorKind kind, Exception cause) =>
        Fixed(
            ErrorCodes.ExternalService,
            ExternalServiceException.MessageOf(kind),
            new JsonObject { ["service"] = "network", ["errorName"] = cause.GetType().Name });

    private ClientError Fixed(string code, string message, JsonObject? details) =>
        new(ErrorCodes.StatusOf(code), code, message, production ? null : details, ErrorCodes.IsRetryable(code));

    private static ExternalServiceErrorKind KindOf(HttpRequestException exception) => (int?)exception.StatusCode switch
    {
        429 => ExternalServiceErrorKind.Throttled,
        408 or 504 => ExternalServiceErrorKind.TimedOut,
        null or 502 or 503 => ExternalServiceErrorKind.Unavailable,
        >= 500 => ExternalServiceErrorKind.Internal,
        _ => ExternalServiceErrorKind.Other,
    };

    private static bool HasInner<T>(Exception exception)
        where T : Exception => ExceptionChain.Walk(exception).Skip(1).Any(inner => inner is T);
}
