using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime;

/// <summary>The lines that every invocation writes.</summary>
internal static partial class HandlerLog
{
    // Beside the exceptions and not in their data: that is code of others, and may throw.
    private static readonly ConditionalWeakTable<Exception, object> Logged = [];

    /// <summary>True for an exception whose log line the handler has written already.</summary>
    internal static bool IsLogged(Exception exception) => Logged.TryGetValue(exception, out _);

    internal static void MarkLogged(Exception exception) => Logged.AddOrUpdate(exception, Logged);

    internal static void Started(ILogger logger, HandlerContext context)
    {
        if (context.IsColdStart)
        {
            ColdStart(logger);
        }

        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var description = context.Description;
        if (description.Method is null)
        {
            InvocationReceived(logger);
        }
        else
        {
            RequestReceived(
                logger,
                description.SourceIp,
                description.UserAgent,
                RootAnnotations.Redacted(description.PathParameters),
                RootAnnotations.Redacted(description.QueryStringParameters));
        }
    }

    internal static void Done(ILogger logger, int? status, TimeSpan elapsed)
    {
        var duration = Math.Round(elapsed.TotalMilliseconds, 3);
        if (status is null)
        {
            InvocationDone(logger, duration);
        }
        else
        {
            RequestDone(logger, status.Value, duration);
        }
    }

    internal static void Failed(ILogger logger, HandlerFailure failure, TimeSpan elapsed) => RequestFailed(
        logger,
        failure.Error.StatusCode < 500 ? LogLevel.Warning : LogLevel.Error,
        failure.Exception,
        failure.Error.Code,
        failure.Error.StatusCode,
        Math.Round(elapsed.TotalMilliseconds, 3));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    internal static partial void TracingWarning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    internal static partial void TracingNote(ILogger logger, string note);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The invocation could not be traced")]
    internal static partial void NotTraced(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The event could not be described for the trace")]
    internal static partial void NotDescribed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A callback failed when the deadline cancelled the handler")]
    internal static partial void CancellationFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Cold start")]
    private static partial void ColdStart(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Invocation received")]
    private static partial void InvocationReceived(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Invocation done")]
    private static partial void InvocationDone(ILogger logger, double duration);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request received")]
    private static partial void RequestReceived(
        ILogger logger,
        string? sourceIp,
        string? userAgent,
        IReadOnlyDictionary<string, string?> pathParameters,
        IReadOnlyDictionary<string, string?> queryStringParameters);

    [LoggerMessage(Level = LogLevel.Information, Message = "Request done")]
    private static partial void RequestDone(ILogger logger, int statusCode, double duration);

    [LoggerMessage(Message = "Request failed")]
    private static partial void RequestFailed(
        ILogger logger, LogLevel level, Exception exception, string errorType, int statusCode, double duration);
}
