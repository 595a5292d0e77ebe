using Lego.Lambda.Runtime.Errors;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>Joins the JSON lines with the sanitizer, so that nothing reaches a line that it would not let pass.</summary>
public static class JsonLogging
{
    /// <summary>A factory of loggers that write JSON lines to standard output.</summary>
    /// <param name="sanitizer">What a log line may hold.</param>
    /// <param name="output">Where the lines go; null for the raw standard output.</param>
    /// <param name="clock">Clock of the timestamps; null for the system's.</param>
    /// <param name="minimumLevel">Lines below it are not written; null for <see cref="LogLevelSetting.FromEnvironment()"/>.</param>
    public static ILoggerFactory CreateFactory(
        ErrorSanitizer sanitizer, JsonLineOutput? output = null, TimeProvider? clock = null, LogLevel? minimumLevel = null)
    {
        ArgumentNullException.ThrowIfNull(sanitizer);
        var level = minimumLevel ?? LogLevelSetting.FromEnvironment();
        return new JsonLoggerProvider(new JsonLoggerOptions
        {
            Output = output ?? JsonLineOutput.StandardOutput,
            Clock = clock ?? TimeProvider.System,
            MinimumLevel = level,
            DescribeError = exception => Describe(sanitizer.ForLog(exception, withEveryStack: level <= LogLevel.Debug)),
            Redact = text => sanitizer.Redact(text),
        });
    }

    private static LogErrorInfo Describe(LogError error) => new(
        error.Type,
        error.Message,
        error.Stack.Count > 0 ? string.Join('\n', error.Stack) : null,
        error.Causes.Count == 0 ? null : [.. error.Causes.Select(Describe)]);
}
