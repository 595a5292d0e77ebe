using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

internal static partial class RuntimeLoopLog
{
    [LoggerMessage(1, LogLevel.Error, "The handler could not be made; the process ends")]
    public static partial void InitFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2, LogLevel.Error, "Invocation failed")]
    public static partial void InvocationFailed(this ILogger logger, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The Runtime API refused the {Answer} with status {StatusCode}")]
    public static partial void AnswerRefused(this ILogger logger, string answer, int statusCode);

    [LoggerMessage(4, LogLevel.Error, "The {Answer} could not be handed to the Runtime API")]
    public static partial void AnswerLost(this ILogger logger, string answer, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Poll failed, attempt {Attempt} of {MaxAttempts}, status {StatusCode}")]
    public static partial void PollFailed(this ILogger logger, int attempt, int maxAttempts, int statusCode, Exception? exception);

    [LoggerMessage(6, LogLevel.Error, "The Runtime API says that the environment is broken; the process ends")]
    public static partial void EnvironmentBroken(this ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "A hook around the snapshot failed; the process ends")]
    public static partial void SnapshotHookFailed(this ILogger logger, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "The Runtime API did not restore the snapshot, status {StatusCode}; the process ends")]
    public static partial void RestoreFailed(this ILogger logger, int statusCode, Exception? exception);
}
