namespace Lego.Lambda.Runtime.Logging;

/// <summary>What a log line says about an exception, member <c>error</c>.</summary>
/// <param name="Name">The short type name.</param>
/// <param name="Message">The message, already safe to log.</param>
/// <param name="Stack">The stack trace as text; left out when null or empty.</param>
/// <param name="Causes">The inner exceptions; left out when null or empty.</param>
public sealed record LogErrorInfo(string Name, string? Message, string? Stack = null, IReadOnlyList<LogErrorInfo>? Causes = null)
{
    /// <summary>The cautious default: type name and message, no stack and no inner exceptions.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static LogErrorInfo FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new LogErrorInfo(exception.GetType().Name, exception.Message);
    }
}
