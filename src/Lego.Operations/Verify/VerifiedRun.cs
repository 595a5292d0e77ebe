using Lego.Demo;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify;

/// <summary>What a run called, and what X-Ray knows of it.</summary>
internal sealed record VerifiedRun
{
    public required VerifyOptions Options { get; init; }

    public required string CorrelationId { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The calls of the story.</summary>
    public required IReadOnlyList<DemoStep> Story { get; init; }

    /// <summary>The calls that fail on purpose.</summary>
    public required IReadOnlyList<DemoStep> Errors { get; init; }

    /// <summary>What the story complained of.</summary>
    public required IReadOnlyList<string> Complaints { get; init; }

    /// <summary>Texts that must be in no trace and no log line.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Ids that the search by the correlation id found.</summary>
    public IReadOnlySet<string> Found { get; init; } = new HashSet<string>();

    /// <summary>Traces by their id.</summary>
    public IReadOnlyDictionary<string, TraceDocuments> Traces { get; init; } = new Dictionary<string, TraceDocuments>();

    public IEnumerable<DemoStep> Steps => Story.Concat(Errors);

    /// <summary>The traces of a function's calls in the story.</summary>
    public IEnumerable<TraceDocuments> TracesOf(string function) => Story.Where(step => step.Function == function)
        .Select(step => Traces.GetValueOrDefault(step.TraceId)).OfType<TraceDocuments>();
}
