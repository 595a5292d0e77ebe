using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Components;

/// <summary>Everything that the page of one trace shows.</summary>
public sealed record DetailView(StoredTrace Stored, TraceSummary Summary, IReadOnlyList<LogLine> LogLines)
{
    public const int MaxLogLines = 1000;

    public Trace Trace => Stored.Trace;

    public WaterfallView Waterfall { get; } = new(Stored.Trace);

    public IReadOnlyList<TraceProblem> Problems { get; } = TraceProblem.Of(Stored.Trace);

    public IReadOnlyList<string> RequestIds => Model.RequestIds.Of(Trace);

    /// <summary>What the request touched outside of its own process.</summary>
    public IReadOnlyList<ServiceNode> Touched => [.. Summary.Services.Where(service => service.Inferred)];

    public string? CorrelationId => Summary.Annotations.FirstOrDefault(annotation => annotation.Key == "correlationId")?.Text;
}
