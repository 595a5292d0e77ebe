namespace Lego.TraceConsole.Store;

/// <summary>One entry of a trace as BatchGetTraces answers it: the id of a segment and its JSON text.</summary>
internal sealed record FoldedSegment(string Id, string Document);
