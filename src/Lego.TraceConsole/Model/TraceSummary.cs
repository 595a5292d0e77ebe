using System.Text.Json.Serialization;

namespace Lego.TraceConsole.Model;

/// <summary>A trace in one line: what the list shows and what it is searched by.</summary>
public sealed record TraceSummary
{
    public required string Id { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double Start { get; init; }

    /// <summary>Seconds from the earliest start to the latest end in the trace.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double Duration { get; init; }

    /// <summary>Seconds of the root alone; null while it is in progress.</summary>
    public double? ResponseTime { get; init; }

    public required string Name { get; init; }

    public string? Function { get; init; }

    public string? Method { get; init; }

    public string? Path { get; init; }

    public string? Url { get; init; }

    public int? Status { get; init; }

    public string? User { get; init; }

    public string? UserAgent { get; init; }

    public string? ClientIp { get; init; }

    public Outcome Outcome { get; init; }

    /// <summary>The root ended in an error of its caller.</summary>
    public bool Error { get; init; }

    /// <summary>The root ended in a fault.</summary>
    public bool Fault { get; init; }

    /// <summary>The root, or any service that the trace passed, was throttled.</summary>
    public bool Throttle { get; init; }

    public bool IsPartial { get; init; }

    /// <summary>Some documents were refused because the trace grew over the limit.</summary>
    public bool LimitExceeded { get; init; }

    public bool ColdStart { get; init; }

    public required CallCounts Calls { get; init; }

    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    public IReadOnlyList<ServiceNode> Services { get; init; } = [];

    /// <summary>Position of the root's service in <see cref="Services"/>; null when its segment is missing.</summary>
    public int? EntryPoint { get; init; }

    public IReadOnlyList<SummaryUser> Users { get; init; } = [];

    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    public IReadOnlyList<string> InstanceIds { get; init; } = [];

    public IReadOnlyList<string> AvailabilityZones { get; init; } = [];

    public IReadOnlyList<RootCause> FaultCauses { get; init; } = [];

    public IReadOnlyList<RootCause> ErrorCauses { get; init; } = [];

    public IReadOnlyList<RootCause> ResponseTimeCauses { get; init; } = [];

    /// <summary>Grows with every change of the trace; 0 for a summary that was not stored.</summary>
    public long Revision { get; init; }

    /// <summary>When the last document came in, epoch seconds by the clock of this machine; 0 for a summary that was not stored.</summary>
    public double Updated { get; init; }

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
