namespace Lego.TraceConsole.Model;

internal static class LogLevels
{
    public const string None = "";

    /// <summary>One spelling for the names that loggers use; empty for what is no level.</summary>
    public static string Normalize(string? level) => level?.Trim().ToUpperInvariant() switch
    {
        "TRACE" or "VERBOSE" => "TRACE",
        "DEBUG" => "DEBUG",
        "INFO" or "INFORMATION" => "INFO",
        "WARN" or "WARNING" => "WARN",
        "ERROR" => "ERROR",
        "FATAL" or "CRITICAL" => "FATAL",
        _ => None,
    };
}
