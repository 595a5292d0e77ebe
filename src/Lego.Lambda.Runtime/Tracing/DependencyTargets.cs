namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The servers behind the traced calls. Their names become nodes of the service map, so they must be few and constant: a host, never an id.
/// </summary>
public sealed record DependencyTargets
{
    /// <summary>Targets with neutral names, for a process that configured none.</summary>
    public static DependencyTargets Default { get; } = new();

    /// <summary>The database that <c>TraceDatabase</c> calls.</summary>
    public DatabaseTarget Database { get; init; } = new() { Name = "database" };

    /// <summary>Region of the buckets that <c>TraceS3</c> calls, for example <c>eu-central-1</c>; null leaves it out.</summary>
    public string? Region { get; init; }

    /// <summary>Host of the cache that <c>TraceCache</c> calls.</summary>
    public string CacheHost { get; init; } = "cache";

    /// <summary>Host of the search domain that <c>TraceSearch</c> calls.</summary>
    public string SearchHost { get; init; } = "search";
}
