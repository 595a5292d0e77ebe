using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.KMS;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>ElastiCache Serverless for Valkey. It speaks TLS only, and only the functions' group reaches it.</summary>
internal sealed class ApiCache : Construct
{
    private readonly CfnServerlessCache _cache;

    public ApiCache(Construct scope, StageSettings settings, Network network, IKey? key)
        : base(scope, "Cache")
    {
        var group = new SecurityGroup(this, "Group", new SecurityGroupProps { Vpc = network.Vpc, Description = "Cache", AllowAllOutbound = false });
        // The endpoint's port and the one of its readers.
        var ports = Port.TcpRange(6379, 6380);
        group.AddIngressRule(network.FunctionGroup, ports, "Functions");
        network.FunctionGroup.AddEgressRule(group, ports, "Cache");
        _cache = new CfnServerlessCache(this, "Cache", new CfnServerlessCacheProps
        {
            ServerlessCacheName = StageNames.Prefix(settings.Stage),
            Description = "Answers that are kept for some minutes, and rate limits",
            Engine = "valkey",
            MajorEngineVersion = "8",
            CacheUsageLimits = new CfnServerlessCache.CacheUsageLimitsProperty
            {
                DataStorage = new CfnServerlessCache.DataStorageProperty { Maximum = settings.Cache.MaxStorageGb, Unit = "GB" },
                EcpuPerSecond = new CfnServerlessCache.ECPUPerSecondProperty { Maximum = settings.Cache.MaxEcpuPerSecond },
            },
            KmsKeyId = key?.KeyArn,
            SecurityGroupIds = [group.SecurityGroupId],
            // A serverless cache spans two or three zones.
            SubnetIds = network.Vpc.SelectSubnets(network.Stores).SubnetIds,
        });
    }

    /// <summary>Name of the cache, the value of the dimension <c>clusterId</c>.</summary>
    public string Name => _cache.Ref;

    /// <summary>Configuration for StackExchange.Redis.</summary>
    public string Configuration => $"{_cache.AttrEndpointAddress}:{_cache.AttrEndpointPort},ssl=true,abortConnect=false";
}
