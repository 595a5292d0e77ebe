namespace Lego.Infrastructure.Tests.Observability.Metrics;

/// <summary>
/// Metrics that AWS publishes, as its guides list them, with the sets of dimensions that are used here. Sources: Lambda developer guide,
/// "Types of metrics"; API Gateway developer guide, "Amazon API Gateway dimensions and metrics" and "Monitor CloudWatch metrics for HTTP
/// APIs"; X-Ray developer guide, "Configuring groups"; Aurora user guide, "Amazon CloudWatch metrics for Amazon Aurora" and "Monitoring RDS
/// Proxy metrics"; ElastiCache user guide, "Metrics and events for Valkey and Redis OSS"; OpenSearch Service developer guide, "Monitoring
/// cluster metrics"; S3 user guide, "Metrics and dimensions"; Cognito developer guide, "User pool metrics in CloudWatch".
/// </summary>
internal static class AwsMetrics
{
    public static IReadOnlySet<(string Namespace, string Name, string Keys)> All { get; } = new[]
    {
        Of(
            "AWS/Lambda",
            "FunctionName",
            "Invocations Errors DeadLetterErrors Throttles ProvisionedConcurrencyInvocations ProvisionedConcurrencySpilloverInvocations "
            + "Duration PostRuntimeExtensionsDuration IteratorAge ConcurrentExecutions ProvisionedConcurrentExecutions "
            + "ProvisionedConcurrencyUtilization AsyncEventsReceived AsyncEventAge AsyncEventsDropped"),
        Of("AWS/ApiGateway", "ApiId", "4xx 5xx Count IntegrationLatency Latency DataProcessed"),
        Of("AWS/ApiGateway", "ApiName,Stage", "4XXError 5XXError CacheHitCount CacheMissCount Count IntegrationLatency Latency"),
        Of("AWS/X-Ray", "GroupName", "ApproximateTraceCount"),
        Of(
            "AWS/RDS",
            "DBClusterIdentifier",
            "ServerlessDatabaseCapacity ACUUtilization CPUUtilization DatabaseConnections FreeableMemory CommitLatency CommitThroughput "
            + "Deadlocks ReadLatency WriteLatency VolumeBytesUsed VolumeReadIOPs VolumeWriteIOPs BufferCacheHitRatio MaximumUsedTransactionIDs"),
        Of(
            "AWS/RDS",
            "ProxyName",
            "ClientConnections ClientConnectionsClosed ClientConnectionsNoTLS ClientConnectionsReceived ClientConnectionsSetupFailedAuth "
            + "ClientConnectionsSetupSucceeded ClientConnectionsTLS DatabaseConnectionRequests DatabaseConnectionRequestsWithTLS "
            + "DatabaseConnections DatabaseConnectionsBorrowLatency DatabaseConnectionsCurrentlyBorrowed "
            + "DatabaseConnectionsCurrentlyInTransaction DatabaseConnectionsCurrentlySessionPinned DatabaseConnectionsSetupFailed "
            + "DatabaseConnectionsSetupSucceeded DatabaseConnectionsWithTLS MaxDatabaseConnectionsAllowed QueryDatabaseResponseLatency "
            + "QueryRequests QueryRequestsNoTLS QueryRequestsTLS QueryResponseLatency"),
        Of(
            "AWS/ElastiCache",
            "clusterId",
            "BytesUsedForCache ElastiCacheProcessingUnits SuccessfulReadRequestLatency SuccessfulWriteRequestLatency TotalCmdsCount "
            + "CacheHitRate CacheHits CacheMisses CurrConnections ThrottledCmds NewConnections CurrItems CurrVolatileItems NetworkBytesIn "
            + "NetworkBytesOut Evictions IamAuthenticationExpirations IamAuthenticationThrottling KeyAuthorizationFailures "
            + "AuthenticationFailures CommandAuthorizationFailures"),
        Of(
            "AWS/ES",
            "ClientId,DomainName",
            "ClusterStatus.green ClusterStatus.yellow ClusterStatus.red Nodes SearchableDocuments DeletedDocuments CPUUtilization "
            + "FreeStorageSpace ClusterUsedSpace ClusterIndexWritesBlocked JVMMemoryPressure 2xx 3xx 4xx 5xx SearchLatency SearchRate "
            + "IndexingLatency IndexingRate ThreadpoolSearchRejected ThreadpoolWriteRejected"),
        Of(
            "AWS/S3",
            "BucketName,FilterId",
            "AllRequests GetRequests PutRequests DeleteRequests HeadRequests PostRequests ListRequests BytesDownloaded BytesUploaded "
            + "4xxErrors 5xxErrors FirstByteLatency TotalRequestLatency"),
        Of("AWS/S3", "BucketName,StorageType", "BucketSizeBytes NumberOfObjects"),
        Of(
            "AWS/Cognito",
            "UserPool,UserPoolClient",
            "SignUpSuccesses SignUpThrottles SignInSuccesses SignInThrottles TokenRefreshSuccesses TokenRefreshThrottles "
            + "FederationSuccesses FederationThrottles"),
    }.SelectMany(metrics => metrics).ToHashSet();

    private static IEnumerable<(string Namespace, string Name, string Keys)> Of(string metricNamespace, string keys, string names) =>
        names.Split(' ').Select(name => (metricNamespace, name, keys));
}
