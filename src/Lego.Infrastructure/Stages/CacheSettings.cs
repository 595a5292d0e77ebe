namespace Lego.Infrastructure.Stages;

/// <summary>ElastiCache Serverless for Valkey. The limits bound its cost.</summary>
public sealed record CacheSettings
{
    /// <summary>Most data in GB, 1 to 5000.</summary>
    public int MaxStorageGb { get; set; } = 1;

    /// <summary>Most ElastiCache processing units a second, 1000 to 15,000,000.</summary>
    public int MaxEcpuPerSecond { get; set; } = 1000;
}
