namespace Lego.TraceConsole.Model;

/// <summary>One service on the way, with the segment and subsegments that were passed in it.</summary>
public sealed record RootCauseService(ServiceNode Service, IReadOnlyList<RootCauseEntity> EntityPath);
