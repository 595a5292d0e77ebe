using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

internal sealed class JsonLogger(string category, JsonLoggerOptions options) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => logLevel >= options.MinimumLevel && logLevel != LogLevel.None;

    /// <summary>Scopes are not written: what belongs to every line of an invocation is in <see cref="LogContext"/>.</summary>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        using var writer = LogLineWriter.Rent();
        try
        {
            var line = new LogLine(
                options.Clock.GetUtcNow(),
                logLevel,
                LogLine.MessageOf(state, exception, formatter),
                category,
                LogContext.Current,
                state as IReadOnlyList<KeyValuePair<string, object?>>,
                Describe(exception));
            WriteLine(writer, line);
        }
#pragma warning disable CA1031 // A log line that cannot be written must not fail the request that wrote it; the loss is counted.
        catch (Exception)
        {
            options.Output.CountLost();
        }
#pragma warning restore CA1031
    }

    private void WriteLine(LogLineWriter writer, in LogLine line)
    {
        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = writer.Write(line, options.Redact);
        }
#pragma warning disable CA1031 // Values are foreign objects whose ToString or enumerator may throw: the line goes out without them.
        catch (Exception)
        {
            bytes = writer.Write(line with { Members = null }, options.Redact);
        }
#pragma warning restore CA1031
        options.Output.Write(bytes);
    }

    private LogErrorInfo? Describe(Exception? exception)
    {
        if (exception is null)
            return null;
        try
        {
            return options.DescribeError(exception);
        }
#pragma warning disable CA1031 // The type name is still worth a line.
        catch (Exception)
        {
            return new LogErrorInfo(exception.GetType().Name, null);
        }
#pragma warning restore CA1031
    }
}
