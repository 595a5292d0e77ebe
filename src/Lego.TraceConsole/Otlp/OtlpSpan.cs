namespace Lego.TraceConsole.Otlp;

/// <summary>One span of an export request. Ids are lower-case hex; times are nanoseconds since the epoch, 0 when missing.</summary>
internal sealed record OtlpSpan
{
    public string TraceId { get; set; } = "";

    public string Id { get; set; } = "";

    /// <summary>Empty for the first span of a trace.</summary>
    public string ParentId { get; set; } = "";

    public string Name { get; set; } = "";

    public SpanKind Kind { get; set; }

    public ulong Start { get; set; }

    public ulong End { get; set; }

    public SpanAttributes Attributes { get; } = new();

    public required SpanAttributes Resource { get; init; }

    /// <summary>Attributes of each event named <c>exception</c>.</summary>
    public List<SpanAttributes> Exceptions { get; } = [];

    public bool HasFailed { get; set; }

    public string StatusMessage { get; set; } = "";
}
