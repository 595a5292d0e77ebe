using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.OpenSearchService;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>The OpenSearch domain, in the VPC. Who may do what is up to the IAM policies of the functions' roles, index by index.</summary>
internal sealed class ApiSearch : Construct
{
    private readonly CfnDomain _domain;

    public ApiSearch(Construct scope, StageSettings settings, Network network, IKey? key)
        : base(scope, "Search")
    {
        var group = new SecurityGroup(this, "Group", new SecurityGroupProps { Vpc = network.Vpc, Description = "Search index", AllowAllOutbound = false });
        group.AddIngressRule(network.FunctionGroup, Port.HTTPS, "Functions");
        group.AddIngressRule(network.MigrationGroup, Port.HTTPS, "Migrations");
        Name = StageNames.Prefix(settings.Stage);
        var arn = Stack.Of(this).FormatArn(new ArnComponents { Service = "es", Resource = "domain", ResourceName = Name });
        var search = settings.Search;
        var zones = search.Instances > 1 ? settings.Network.AvailabilityZones : 1;
        // A low-level construct: the higher one would bring a function of its own just to set the access policy.
        _domain = new CfnDomain(this, "Domain", new CfnDomainProps
        {
            DomainName = Name,
            EngineVersion = $"OpenSearch_{search.EngineVersion}",
            ClusterConfig = new CfnDomain.ClusterConfigProperty
            {
                InstanceType = search.InstanceType,
                InstanceCount = search.Instances,
                ZoneAwarenessEnabled = zones > 1,
                ZoneAwarenessConfig = zones > 1 ? new CfnDomain.ZoneAwarenessConfigProperty { AvailabilityZoneCount = zones } : null,
            },
            EbsOptions = new CfnDomain.EBSOptionsProperty { EbsEnabled = true, VolumeType = "gp3", VolumeSize = search.VolumeGb },
            EncryptionAtRestOptions = new CfnDomain.EncryptionAtRestOptionsProperty { Enabled = true, KmsKeyId = key?.KeyId },
            NodeToNodeEncryptionOptions = new CfnDomain.NodeToNodeEncryptionOptionsProperty { Enabled = true },
            DomainEndpointOptions = new CfnDomain.DomainEndpointOptionsProperty
            {
                EnforceHttps = true,
                TlsSecurityPolicy = "Policy-Min-TLS-1-2-PFS-2023-10",
            },
            VpcOptions = new CfnDomain.VPCOptionsProperty
            {
                SecurityGroupIds = [group.SecurityGroupId],
                SubnetIds = [.. network.Vpc.SelectSubnets(network.Stores).SubnetIds.Take(zones)],
            },
            AccessPolicies = AccessPolicy(arn),
            SoftwareUpdateOptions = new CfnDomain.SoftwareUpdateOptionsProperty { AutoSoftwareUpdateEnabled = true },
            OffPeakWindowOptions = new CfnDomain.OffPeakWindowOptionsProperty { Enabled = true },
        });
        _domain.ApplyRemovalPolicy(Removal.Of(settings));
        // More nodes or a newer version, rather than a new and empty domain.
        _domain.CfnOptions.UpdatePolicy = new CfnUpdatePolicy { EnableVersionUpgrade = true };
    }

    /// <summary>Name of the domain, the value of the dimension <c>DomainName</c>.</summary>
    public string Name { get; }

    /// <summary>ARN of the domain; indices are behind a slash.</summary>
    public string Arn => _domain.AttrArn;

    /// <summary>Base URL of the domain.</summary>
    public string Endpoint => $"https://{_domain.AttrDomainEndpoint}";

    /// <summary>Leaves it to the account's IAM policies; nobody outside of the account gets in.</summary>
    private static Dictionary<string, object> AccessPolicy(string arn) => new()
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new object[]
        {
            new Dictionary<string, object>
            {
                ["Effect"] = "Allow",
                ["Principal"] = new Dictionary<string, object> { ["AWS"] = $"arn:{Aws.PARTITION}:iam::{Aws.ACCOUNT_ID}:root" },
                ["Action"] = "es:ESHttp*",
                ["Resource"] = $"{arn}/*",
            },
        },
    };
}
