using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

/// <summary>Traces, newest first. <c>Scanned</c> counts all that the range holds down to the end of this page, fitting or not.</summary>
internal sealed record TraceSearchPage(IReadOnlyList<TraceSummary> Traces, long Scanned, TraceCursor? Next);
