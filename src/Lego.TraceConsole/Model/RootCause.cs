namespace Lego.TraceConsole.Model;

/// <summary>The way from the root of a trace to the place that made it fail or take long, by service.</summary>
public sealed record RootCause(bool ClientImpacting, IReadOnlyList<RootCauseService> Services);
