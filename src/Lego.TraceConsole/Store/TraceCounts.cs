namespace Lego.TraceConsole.Store;

/// <summary>Traces, and those of them that the filter expressions of these names find.</summary>
internal sealed record TraceCounts(long Traces, long Error, long Fault, long Throttle);
