namespace Lego.Infrastructure.Stages;

/// <summary>Aurora PostgreSQL Serverless v2.</summary>
public sealed record DatabaseSettings
{
    /// <summary>Version of Aurora PostgreSQL, for example <c>17.5</c>.</summary>
    public string EngineVersion { get; set; } = "17.5";

    /// <summary>Smallest capacity in ACUs, in steps of 0.5. RDS Proxy keeps connections open, so the cluster never pauses and 0 would not help.</summary>
    public double MinCapacity { get; set; } = 0.5;

    /// <summary>Largest capacity in ACUs, in steps of 0.5.</summary>
    public double MaxCapacity { get; set; } = 2;

    /// <summary>Instances beside the writer that take over when it fails, 0 to 2.</summary>
    public int Readers { get; set; }

    /// <summary>Days that backups are kept, 1 to 35.</summary>
    public int BackupDays { get; set; } = 7;
}
