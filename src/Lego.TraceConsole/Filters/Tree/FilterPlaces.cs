namespace Lego.TraceConsole.Filters.Tree;

/// <summary>Where a term stands, which decides what it is asked of.</summary>
[Flags]
internal enum FilterPlaces
{
    None = 0,

    /// <summary>Outside of all braces: the trace as a whole.</summary>
    Trace = 1,
    Service = 2,
    Edge = 4,
    CauseService = 8,

    /// <summary>A step in the root cause of a fault or an error.</summary>
    CauseEntity = 16,

    /// <summary>A step in the root cause of a response time.</summary>
    SlowEntity = 32,
    CauseException = 64,
}
