namespace Lego.LocalHost.Embedded.Search;

/// <summary>How the embedded search server runs.</summary>
public sealed record EmbeddedSearchOptions
{
    /// <summary>0 takes a free port at the first start and keeps it.</summary>
    public int Port { get; init; }

    /// <summary>Holds the indices; made when missing. One server at a time.</summary>
    public required string DataFolder { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
