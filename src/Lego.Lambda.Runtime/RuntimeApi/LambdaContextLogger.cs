using Amazon.Lambda.Core;
using Lego.Lambda.Runtime.Logging;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The contract's logger on top of ours.</summary>
/// <remarks>
/// The two overloads with arguments are part of the official contract only; its own default for the first of them calls itself
/// without end, so they are written out here and simply stand beside the contract when it lacks them.
/// </remarks>
internal sealed class LambdaContextLogger(ILogger logger) : ILambdaLogger
{
    public void Log(string message) => Write(LogLevel.Information, null, message);

    public void LogLine(string message) => Write(LogLevel.Information, null, message);

    public void Log(string level, string message) => Write(Parse(level), null, message);

    public void Log(string level, string message, params object[] args) => Log(level, null, message, args);

    public void Log(string level, Exception? exception, string message, params object[] args)
    {
        var parsed = Parse(level);
        if (args is not { Length: > 0 })
        {
            Write(parsed, exception, message);
            return;
        }

        try
        {
            // Named holes become members of the line, as with every other structured message.
#pragma warning disable CA1848, CA2254 // The template is the caller's: this is the seam that passes it on.
            logger.Log(parsed, exception, message, args);
#pragma warning restore CA1848, CA2254
        }
        catch (FormatException)
        {
            // A message with stray braces is a text, not a template.
            Write(parsed, exception, message);
        }
    }

    private void Write(LogLevel level, Exception? exception, string? message) =>
        logger.Log(level, default, message ?? "", exception, static (text, _) => text.TrimEnd('\r', '\n'));

    private static LogLevel Parse(string? level) => LogLevelSetting.TryParse(level, out var parsed) ? parsed : LogLevel.Information;
}
