using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

public sealed record TracePage(IReadOnlyList<TraceSummary> Traces, long Total);
