namespace Lego.TraceConsole.Model;

/// <summary>A trace in one line: what the list shows and what it is searched by.</summary>
public sealed record TraceSummary
{
    public required string Id { get; init; }

    public required double Start { get; init; }

    /// <summary>Seconds from the earliest start to the latest end in the trace.</summary>
    public required double Duration { get; init; }

    /// <summary>Seconds of the root alone.</summary>
    public double ResponseTime { get; init; }

    public required string Name { get; init; }

    public string? Function { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public string? Url { get; init; }

    public int? Status { get; init; }

    public string? User { get; init; }

    public Outcome Outcome { get; init; }

    public bool IsPartial { get; init; }

    /// <summary>Some documents were refused because the trace grew over the limit.</summary>
    public bool LimitExceeded { get; init; }

    public bool ColdStart { get; init; }

    public required CallCounts Calls { get; init; }

    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    public IReadOnlyList<ServiceNode> Services { get; init; } = [];

    /// <summary>How many places failed by themselves, also when the request was answered all the same.</summary>
    public int ProblemCount { get; init; }

    /// <summary>The first of them.</summary>
    public string? Problem { get; init; }

    public string SearchText()
    {
        var annotations = Annotations.Select(annotation => $"{annotation.Key}={annotation.Text}");
        string?[] texts = [Id, Method, Path, Url, Name, Function, User, Problem, .. annotations, .. Services.Select(service => service.Name)];
        return string.Join('\n', texts.Where(text => !string.IsNullOrEmpty(text))).ToLowerInvariant();
    }
}
