namespace Lego.Infrastructure.Stages;

/// <summary>One stage, as its file in <c>stages/</c> describes it. What a file leaves out has the value that stands here.</summary>
/// <remarks>Members can be set, as generated readers give those that can only be initialised no default.</remarks>
public sealed record StageSettings
{
    /// <summary><c>development</c>, <c>staging</c>, <c>production</c> or one of your own; also the name of the file.</summary>
    public required string Stage { get; set; }

    /// <summary>AWS account, 12 digits; null for that of the credentials at deployment.</summary>
    public string? Account { get; set; }

    /// <summary>AWS region, for example <c>eu-central-1</c>; null for that of the credentials at deployment.</summary>
    public string? Region { get; set; }

    public EntryPoint EntryPoint { get; set; }

    /// <summary>Share of requests traced after the first of each second, 0 to 1.</summary>
    public required double SamplingRate { get; set; }

    /// <summary>Requests per second that are traced in any case.</summary>
    public int SamplingReservoir { get; set; } = 1;

    /// <summary>Days that log groups keep their lines; one of the values CloudWatch Logs knows.</summary>
    public int LogRetentionDays { get; set; } = 30;

    /// <summary>Where alarms are mailed; null for a topic without a subscriber.</summary>
    public string? AlarmEmail { get; set; }

    /// <summary>Account that may read this stage's traces, metrics and logs through cross-account observability: ARN of its sink; null for none.</summary>
    public string? MonitoringSinkArn { get; set; }

    /// <summary>True keeps data when a stack is deleted, and refuses to delete the database and the user pool.</summary>
    public bool DeletionProtection { get; set; } = true;

    /// <summary>Whose key encrypts database, cache, index and secrets.</summary>
    public EncryptionKey EncryptionKey { get; set; }

    public NetworkSettings Network { get; set; } = new();

    public DatabaseSettings Database { get; set; } = new();

    public CacheSettings Cache { get; set; } = new();

    public SearchSettings Search { get; set; } = new();

    public BucketSettings Bucket { get; set; } = new();

    public UserSettings Users { get; set; } = new();

    public FunctionSettings Functions { get; set; } = new();

    public RepairSettings Repair { get; set; } = new();

    public ApiSettings Api { get; set; } = new();

    public ObservabilitySettings Observability { get; set; } = new();
}
