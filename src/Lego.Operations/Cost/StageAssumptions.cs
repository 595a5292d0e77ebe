namespace Lego.Operations.Cost;

/// <summary>What a stage runs whether or not requests come.</summary>
internal sealed record StageAssumptions
{
    public required string Stage { get; init; }

    /// <summary>Name of the choice that the stage is deployed with.</summary>
    public required string Sampling { get; init; }

    /// <summary>Mean capacity of the database.</summary>
    public required double AuroraCapacityUnits { get; init; }

    public required double DatabaseStorageGb { get; init; }

    public required double RdsProxies { get; init; }

    public required double CacheGb { get; init; }

    public required double SearchInstances { get; init; }

    public required double SearchStorageGb { get; init; }

    public required double ObjectStorageGb { get; init; }

    public required double NatGateways { get; init; }

    /// <summary>Interface endpoints, counted once for each availability zone they are in.</summary>
    public required double EndpointZones { get; init; }

    public required double Alarms { get; init; }

    public required double Dashboards { get; init; }

    public required double LogRetentionDays { get; init; }

    /// <exception cref="OperationsException">A figure is missing or wrong; the message names it.</exception>
    public static IReadOnlyList<StageAssumptions> Read(DataFile file)
    {
        var stages = file.Object(file.Root, "stages");
        return
        [
            .. stages.Select(pair =>
            {
                var stage = file.Object(stages, pair.Key);
                return new StageAssumptions
                {
                    Stage = pair.Key,
                    Sampling = file.Text(stage, "sampling"),
                    AuroraCapacityUnits = file.Number(stage, "auroraCapacityUnits"),
                    DatabaseStorageGb = file.Number(stage, "databaseStorageGb"),
                    RdsProxies = file.Number(stage, "rdsProxies"),
                    CacheGb = file.Number(stage, "cacheGb"),
                    SearchInstances = file.Number(stage, "searchInstances"),
                    SearchStorageGb = file.Number(stage, "searchStorageGb"),
                    ObjectStorageGb = file.Number(stage, "objectStorageGb"),
                    NatGateways = file.Number(stage, "natGateways"),
                    EndpointZones = file.Number(stage, "endpointZones"),
                    Alarms = file.Number(stage, "alarms"),
                    Dashboards = file.Number(stage, "dashboards"),
                    LogRetentionDays = file.Number(stage, "logRetentionDays", 1),
                };
            }),
        ];
    }
}
