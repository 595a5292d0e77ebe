using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Testing.Traces;

/// <summary>One segment or subsegment of a trace, as its document says.</summary>
public sealed class TraceEntity
{
    private readonly List<TraceEntity> _children = [];

    internal TraceEntity(JsonObject json, bool isSegment, string? parentId)
    {
        Json = json;
        IsSegment = isSegment;
        ParentId = parentId;
        Name = DocumentReader.Text(json, "name") ?? "";
        Id = DocumentReader.Text(json, "id") ?? "";
        Start = DocumentReader.Time(json, "start_time") ?? default;
        End = DocumentReader.Time(json, "end_time");
        InProgress = DocumentReader.Flag(json, "in_progress");
        IsError = DocumentReader.Flag(json, "error");
        IsThrottle = DocumentReader.Flag(json, "throttle");
        IsFault = DocumentReader.Flag(json, "fault");
        Namespace = DocumentReader.Text(json, "namespace");
        Origin = DocumentReader.Text(json, "origin");
        Annotations = DocumentReader.Annotations(json);
        Metadata = json["metadata"] as JsonObject ?? [];
        Http = DocumentReader.Http(json);
        Sql = DocumentReader.Sql(json);
        Aws = DocumentReader.Aws(json);
    }

    /// <summary>Name, for example <c>db:moc.get</c>.</summary>
    public string Name { get; }

    /// <summary>Id in the trace, 16 hex digits.</summary>
    public string Id { get; }

    /// <summary>Id of the enclosing segment or subsegment, also of one that is not in the trace; null for a segment that starts a trace.</summary>
    public string? ParentId { get; }

    /// <summary>The enclosing segment or subsegment; null where it is not in the trace, as Lambda's own segment.</summary>
    public TraceEntity? Parent { get; private set; }

    /// <summary>What is directly below, in order of its start.</summary>
    public IReadOnlyList<TraceEntity> Children => _children;

    /// <summary>True for a segment, false for a subsegment.</summary>
    public bool IsSegment { get; }

    /// <summary>Start in UTC, with microseconds.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>End in UTC, with microseconds; null while in progress.</summary>
    public DateTimeOffset? End { get; }

    /// <summary>Time from start to end; null while in progress.</summary>
    public TimeSpan? Duration => End - Start;

    /// <summary>True when only its start was told.</summary>
    public bool InProgress { get; }

    /// <summary>True when it was still open as its invocation ended.</summary>
    public bool IsUnfinished => InProgress || Metadata["trace"]?["unfinished"] is not null;

    /// <summary>The caller's mistake (4xx).</summary>
    public bool IsError { get; }

    /// <summary>Refused because of a rate (429).</summary>
    public bool IsThrottle { get; }

    /// <summary>A mistake of this side or of the server (5xx, an unhandled exception).</summary>
    public bool IsFault { get; }

    /// <summary><c>aws</c> or <c>remote</c> for a downstream call, which is a node of the service map; null for local work.</summary>
    public string? Namespace { get; }

    /// <summary>Kind of the resource of a segment, for example <c>AWS::Lambda::Function</c>.</summary>
    public string? Origin { get; }

    /// <summary>The indexed annotations.</summary>
    public IReadOnlyDictionary<string, AnnotationValue> Annotations { get; }

    /// <summary>The metadata by namespaces; empty when there is none.</summary>
    public JsonObject Metadata { get; }

    /// <summary>The exceptions, outermost first, also those that another subsegment of the trace describes.</summary>
    public IReadOnlyList<TraceException> Exceptions { get; internal set; } = [];

    /// <summary>The <c>http</c> block, or null.</summary>
    public TraceHttp? Http { get; }

    /// <summary>The <c>sql</c> block, or null. A traced call has it at its <see cref="Downstream"/>.</summary>
    public TraceSql? Sql { get; }

    /// <summary>The <c>aws</c> block, or null. A traced call has it at its <see cref="Downstream"/>.</summary>
    public TraceAws? Aws { get; }

    /// <summary>
    /// The downstream half of a traced call, which is what the service map shows: <c>lego@host</c> below <c>db:moc.get</c>. Null for others.
    /// </summary>
    public TraceEntity? Downstream => _children.Find(child => child.IsDownstream);

    /// <summary>The document's own members, without the subsegments below. Do not change it.</summary>
    public JsonObject Json { get; }

    /// <summary>True for the downstream half of a traced call.</summary>
    internal bool IsDownstream => Parent is { IsSegment: false } call && Namespace is not null && Id == CallIds.Of(call.Id);

    /// <summary>The name, with outcome and annotations.</summary>
    public override string ToString() => TracePicture.Line(this);

    internal void Adopt(TraceEntity child)
    {
        child.Parent = this;
        _children.Add(child);
    }
}
