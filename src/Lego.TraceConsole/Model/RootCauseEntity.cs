namespace Lego.TraceConsole.Model;

/// <summary>One step. The coverage is there for response times: the share of the root's time, from 0 to 1.</summary>
public sealed record RootCauseEntity(string Name, bool Remote, double? Coverage, IReadOnlyList<RootCauseReason> Exceptions);
