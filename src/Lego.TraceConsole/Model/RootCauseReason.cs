namespace Lego.TraceConsole.Model;

/// <summary>An exception by its type and message.</summary>
public sealed record RootCauseReason(string? Name, string? Message);
