using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>How <see cref="JsonLoggerProvider"/> writes its lines.</summary>
public sealed class JsonLoggerOptions
{
    /// <summary>Where the lines go; the raw standard output of the process when not set.</summary>
    public JsonLineOutput Output { get; init; } = JsonLineOutput.StandardOutput;

    /// <summary>Lines below this level are not written. Default: see <see cref="LogLevelSetting.FromEnvironment()"/>.</summary>
    public LogLevel MinimumLevel { get; init; } = LogLevelSetting.FromEnvironment();

    /// <summary>The clock of the member <c>timestamp</c>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What a line may say about an exception. Default: type name and message.</summary>
    public Func<Exception, LogErrorInfo> DescribeError { get; init; } = LogErrorInfo.FromException;

    /// <summary>
    /// Applied to every text that may come from outside: message, extra members, error texts, correlation id, user id, method, path.
    /// Default: the text as it is. When it throws, the text is replaced.
    /// </summary>
    public Func<string, string> Redact { get; init; } = static text => text;
}
