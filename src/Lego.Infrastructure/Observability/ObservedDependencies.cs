namespace Lego.Infrastructure.Observability;

/// <summary>Names of what the functions call, as the dimensions of CloudWatch's metrics have them; null for what a stage does not have.</summary>
public sealed record ObservedDependencies
{
    /// <summary>Identifier of the Aurora cluster.</summary>
    public string? DatabaseCluster { get; init; }

    /// <summary>Name of the RDS proxy.</summary>
    public string? DatabaseProxy { get; init; }

    /// <summary>Name of the serverless cache.</summary>
    public string? Cache { get; init; }

    /// <summary>Name of the OpenSearch domain.</summary>
    public string? SearchDomain { get; init; }

    /// <summary>Name of the bucket of the files.</summary>
    public string? Bucket { get; init; }

    /// <summary>
    /// Id of the bucket's metrics configuration; null where it has none. Without one S3 publishes sizes once a day and no requests.
    /// </summary>
    public string? BucketMetricsFilter { get; init; }

    /// <summary>Id of the user pool.</summary>
    public string? UserPool { get; init; }

    /// <summary>Id of the client through which users sign in.</summary>
    public string? UserPoolClient { get; init; }
}
