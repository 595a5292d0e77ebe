using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>A segment or subsegment on its own, wherever it was found: as a document or inside of another.</summary>
public sealed record TraceEntity
{
    public required string Id { get; init; }

    public string? ParentId { get; init; }

    public required string Name { get; init; }

    public bool IsSegment { get; init; }

    public string? Origin { get; init; }

    public string? Namespace { get; init; }

    public required double Start { get; init; }

    public double? End { get; init; }

    public bool InProgress { get; init; }

    public bool Error { get; init; }

    public bool Throttle { get; init; }

    public bool Fault { get; init; }

    public string? User { get; init; }

    public string? ResourceArn { get; init; }

    public HttpBlock? Http { get; init; }

    public AwsBlock? Aws { get; init; }

    public SqlBlock? Sql { get; init; }

    public CauseBlock? Cause { get; init; }

    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    public JsonElement? Metadata { get; init; }

    /// <summary>As it was sent, with what was sent inside of it.</summary>
    public JsonElement Element { get; init; }

    /// <summary>Seconds from start to end; null while it is in progress.</summary>
    public double? Seconds => InProgress || End is not { } end ? null : Math.Max(0, end - Start);

    public bool HasFailed => Error || Throttle || Fault;

    public Outcome Outcome => this switch
    {
        { Fault: true } => Outcome.Fault,
        { Throttle: true } => Outcome.Throttle,
        { Error: true } => Outcome.Error,
        _ => Outcome.Ok,
    };

    public string? Annotation(string key) => Annotations.FirstOrDefault(annotation => annotation.Key == key)?.Text;
}
