using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>Reads the log level from text and from the environment.</summary>
public static class LogLevelSetting
{
    /// <summary>The variable that sets the level.</summary>
    public const string LevelVariable = "LOG_LEVEL";

    /// <summary>The variable that names the stage and with it the default level.</summary>
    public const string StageVariable = "LEGO_STAGE";

    /// <summary>
    /// Understands <c>TRACE</c>, <c>DEBUG</c>, <c>INFO</c>, <c>WARN</c>, <c>ERROR</c>, <c>FATAL</c>, <c>NONE</c> and the names of
    /// <see cref="LogLevel"/>, in any case and with blanks around.
    /// </summary>
    public static bool TryParse(string? text, out LogLevel level)
    {
        LogLevel? parsed = text?.Trim().ToUpperInvariant() switch
        {
            "TRACE" => LogLevel.Trace,
            "DEBUG" => LogLevel.Debug,
            "INFO" or "INFORMATION" => LogLevel.Information,
            "WARN" or "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "FATAL" or "CRITICAL" => LogLevel.Critical,
            "NONE" or "OFF" => LogLevel.None,
            _ => null,
        };
        level = parsed ?? LogLevel.None;
        return parsed is not null;
    }

    /// <summary>
    /// The level of <c>LOG_LEVEL</c>; when it is missing or not understood, INFO in production (<c>LEGO_STAGE</c>) and DEBUG elsewhere.
    /// </summary>
    public static LogLevel FromEnvironment() => From(Environment.GetEnvironmentVariable);

    internal static LogLevel From(Func<string, string?> variable)
    {
        if (TryParse(variable(LevelVariable), out var level))
            return level;
        var isProduction = string.Equals(variable(StageVariable)?.Trim(), "production", StringComparison.OrdinalIgnoreCase);
        return isProduction ? LogLevel.Information : LogLevel.Debug;
    }
}
