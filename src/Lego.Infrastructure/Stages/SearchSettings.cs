namespace Lego.Infrastructure.Stages;

/// <summary>The OpenSearch domain.</summary>
public sealed record SearchSettings
{
    /// <summary>Version of OpenSearch, for example <c>2.19</c>.</summary>
    public string EngineVersion { get; set; } = "2.19";

    /// <summary>For example <c>t3.small.search</c>.</summary>
    public string InstanceType { get; set; } = "t3.small.search";

    /// <summary>Data nodes: 1, or a multiple of the number of availability zones.</summary>
    public int Instances { get; set; } = 1;

    /// <summary>Volume of each node in GB, 10 to 1000.</summary>
    public int VolumeGb { get; set; } = 10;
}
