using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>
/// Loggers that write one JSON object per line: <c>timestamp</c>, <c>level</c>, <c>message</c>, <c>context</c> (the category), the
/// members of the current <see cref="LogContext"/>, then the values of the message template, then <c>error</c>.
/// </summary>
/// <remarks>
/// <para>It is provider and factory in one, so a process that wants no logging package beyond the abstractions needs nothing else.</para>
/// <para>Template names become camelCase members; numbers and booleans keep their type. A value whose name contains password, secret,
/// token or credential is dropped, and the message is then the bare template. A name that belongs to the line itself gets an underscore
/// behind it. Members without a value are left out. A line over 256 KB is cut and says <c>"truncated": true</c>.</para>
/// <para>Logging never throws into its caller; what could not be written is counted by <see cref="JsonLineOutput.LostLines"/>.</para>
/// </remarks>
/// <param name="options">Where and how to write; null for the defaults.</param>
public sealed class JsonLoggerProvider(JsonLoggerOptions? options = null) : ILoggerProvider, ILoggerFactory
{
    private readonly JsonLoggerOptions _options = options ?? new JsonLoggerOptions();
    private readonly ConcurrentDictionary<string, JsonLogger> _loggers = new(StringComparer.Ordinal);

    /// <summary>The logger of a category; the same object for the same name.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="categoryName"/> is null.</exception>
    public ILogger CreateLogger(string categoryName)
    {
        ArgumentNullException.ThrowIfNull(categoryName);
        return _loggers.GetOrAdd(categoryName, static (name, settings) => new JsonLogger(name, settings), _options);
    }

    /// <summary>Not supported: there is one way out.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    void ILoggerFactory.AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The JSON logger is its own and only provider; use the full logging package to combine several.");

    /// <summary>Does nothing: the output belongs to the process or to who passed it in.</summary>
    public void Dispose()
    {
    }
}
