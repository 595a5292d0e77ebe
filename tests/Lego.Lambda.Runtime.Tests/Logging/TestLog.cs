using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

internal static partial class TestLog
{
    [LoggerMessage(1, LogLevel.Information, "Logged by {LoggedBy}")]
    public static partial void LoggedBy(this ILogger logger, string loggedBy);

    [LoggerMessage(2, LogLevel.Information, "Request done with {StatusCode} after {Duration} ms, hit {CacheHit}")]
    public static partial void RequestDone(this ILogger logger, int statusCode, double duration, bool cacheHit);

    [LoggerMessage(3, LogLevel.Warning, "Sign-in with {UserPassword} and {ApiToken} for {Email}")]
    public static partial void SignIn(this ILogger logger, string userPassword, string apiToken, string email);

    [LoggerMessage(4, LogLevel.Error, "It failed")]
    public static partial void Failed(this ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "{Text}")]
    public static partial void Text(this ILogger logger, string text);

    [LoggerMessage(6, LogLevel.Information, "Values {Value}")]
    public static partial void Value(this ILogger logger, object? value);

    [LoggerMessage(7, LogLevel.Information, "Clash {Message} {RequestId} {Level} {error} {truncated}")]
    public static partial void Clash(this ILogger logger, string message, string requestId, string level, string error, bool truncated);
}
