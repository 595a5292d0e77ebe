namespace Lego.TraceConsole;

/// <summary>Where the trace console listens and keeps its data.</summary>
public sealed record TraceConsoleOptions
{
    public const int DefaultHttpPort = 5081;
    public const int DefaultDaemonPort = 2000;

    /// <summary>TCP port of the pages on 127.0.0.1; 0 takes a free one.</summary>
    public int HttpPort { get; init; } = DefaultHttpPort;

    /// <summary>Port on 127.0.0.1, by UDP for trace documents and by TCP for calls of the X-Ray API; 0 takes one free for both.</summary>
    public int DaemonPort { get; init; } = DefaultDaemonPort;

    /// <summary>Folder of the trace database; made when it does not exist.</summary>
    public required string DataFolder { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long a trace and its log lines stay after the last of them came in; X-Ray keeps 30 days.</summary>
    internal TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Above this size the oldest traces go first.</summary>
    internal long MaxStoreBytes { get; init; } = 1L << 30;

    /// <summary>What the console says about itself; nothing by default, so that a process it is hosted in keeps its own output.</summary>
    internal Action<ILoggingBuilder>? ConfigureLogging { get; init; }
}
