namespace Lego.LocalHost.Processes;

/// <summary>How the functions executable is run.</summary>
public sealed record FunctionsProcessOptions
{
    /// <summary>A native executable, or a <c>.dll</c> to run with <c>dotnet</c>.</summary>
    public required string Executable { get; init; }

    /// <summary>Set on top of this process's own environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets every line that the process writes.</summary>
    public Action<string> Output { get; init; } = static _ => { };

    /// <summary>Gets a line when the process ends and is started again.</summary>
    public Action<string> Notice { get; init; } = static _ => { };

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
