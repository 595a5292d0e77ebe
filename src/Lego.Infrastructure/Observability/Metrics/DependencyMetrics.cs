namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>What the services behind the functions publish of themselves.</summary>
internal static class DependencyMetrics
{
    /// <summary>Source: Aurora user guide, "Amazon CloudWatch metrics for Amazon Aurora"; over all instances of the cluster.</summary>
    public static MetricReference Database(string name, string cluster) => new("AWS/RDS", name, ("DBClusterIdentifier", cluster));

    /// <summary>Source: Aurora user guide, "Monitoring RDS Proxy metrics"; latencies are microseconds.</summary>
    public static MetricReference Proxy(string name, string proxy) => new("AWS/RDS", name, ("ProxyName", proxy));

    /// <summary>
    /// Source: ElastiCache user guide, "Metrics and events for Valkey and Redis OSS", serverless caches. Their dimension is spelt
    /// differently from that of caches made of nodes (<c>CacheClusterId</c>). Latencies are microseconds.
    /// </summary>
    public static MetricReference Cache(string name, string cache) => new("AWS/ElastiCache", name, ("clusterId", cache));

    /// <summary>Source: OpenSearch Service developer guide, "Monitoring cluster metrics"; the namespace kept the old name.</summary>
    public static MetricReference Search(string name, string domain, string account) =>
        new("AWS/ES", name, ("ClientId", account), ("DomainName", domain));

    /// <summary>Source: S3 user guide, "Metrics and dimensions", request metrics; they exist for a metrics configuration only.</summary>
    public static MetricReference BucketRequests(string name, string bucket, string filter) =>
        new("AWS/S3", name, ("BucketName", bucket), ("FilterId", filter));

    /// <summary>Source: S3 user guide, "Metrics and dimensions", storage metrics; one value a day.</summary>
    public static MetricReference BucketStorage(string name, string bucket, string storageType) =>
        new("AWS/S3", name, ("BucketName", bucket), ("StorageType", storageType));

    /// <summary>Source: Cognito developer guide, "User pool metrics in CloudWatch".</summary>
    public static MetricReference UserPool(string name, string pool, string client) =>
        new("AWS/Cognito", name, ("UserPool", pool), ("UserPoolClient", client));
}
