namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Which traced calls are recorded. One that is not runs as in an invocation that is not recorded, with <see cref="Subsegment.None"/>; what
/// instrumentation sees of the library below it is another matter, and switched by <c>LEGO_TRACE_INSTRUMENT</c>.
/// </summary>
[Flags]
public enum TracedCalls
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those of <c>TraceDatabase</c>.</summary>
    Database = 1,

    /// <summary>Those of <c>TraceS3</c>.</summary>
    S3 = 2,

    /// <summary>Those of <c>TraceCache</c>.</summary>
    Cache = 4,

    /// <summary>Those of <c>TraceSearch</c>.</summary>
    Search = 8,

    /// <summary>Those of <c>TraceUserPool</c>.</summary>
    UserPool = 16,

    /// <summary>All of them.</summary>
    All = Database | S3 | Cache | Search | UserPool,
}
