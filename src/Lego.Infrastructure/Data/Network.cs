using Amazon.CDK.AWS.EC2;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>The VPC with its subnets, endpoints and the group of the functions.</summary>
internal sealed class Network : Construct
{
    private const string FunctionSubnets = "functions";
    private const string DataSubnets = "data";

    public Network(Construct scope, NetworkSettings settings)
        : base(scope, "Network")
    {
        var hasNat = settings.Internet == InternetAccess.Nat;
        Vpc = new Vpc(this, "Vpc", new VpcProps
        {
            IpAddresses = IpAddresses.Cidr("10.40.0.0/16"),
            MaxAzs = settings.AvailabilityZones,
            // So that a third zone, added later, does not move the others' addresses.
            ReservedAzs = 3 - settings.AvailabilityZones,
            NatGateways = hasNat ? settings.NatGateways : 0,
            CreateInternetGateway = hasNat,
            SubnetConfiguration = [.. Subnets(hasNat)],
            // Taking the default group's rules away needs a function of the CDK's own; nothing here is in that group.
            RestrictDefaultSecurityGroup = false,
        });
        Functions = new SubnetSelection { SubnetGroupName = FunctionSubnets };
        Stores = new SubnetSelection { SubnetGroupName = DataSubnets };
        FunctionGroup = new SecurityGroup(this, "FunctionGroup", new SecurityGroupProps
        {
            Vpc = Vpc,
            Description = "Functions",
            AllowAllOutbound = false,
        });
        FunctionGroup.AddEgressRule(Peer.AnyIpv4(), Port.HTTPS, "S3, the index and AWS services");
        MigrationGroup = new SecurityGroup(this, "MigrationGroup", new SecurityGroupProps
        {
            Vpc = Vpc,
            Description = "Migrations",
            AllowAllOutbound = false,
        });
        MigrationGroup.AddEgressRule(Peer.AnyIpv4(), Port.HTTPS, "Secrets and the index");
        AddEndpoints(settings);
    }

    public Vpc Vpc { get; }

    /// <summary>Subnets of the functions.</summary>
    public SubnetSelection Functions { get; }

    /// <summary>Subnets of database, cache and index, without a way out.</summary>
    public SubnetSelection Stores { get; }

    /// <summary>The group that all functions are in.</summary>
    public SecurityGroup FunctionGroup { get; }

    /// <summary>Group of the migrations, the only ones who reach the database past the proxy.</summary>
    public SecurityGroup MigrationGroup { get; }

    private static IEnumerable<SubnetConfiguration> Subnets(bool hasNat)
    {
        if (hasNat)
        {
            yield return new SubnetConfiguration { Name = "public", SubnetType = SubnetType.PUBLIC, CidrMask = 24, MapPublicIpOnLaunch = false };
        }

        yield return new SubnetConfiguration
        {
            Name = FunctionSubnets,
            SubnetType = hasNat ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED,
            CidrMask = 20,
        };
        yield return new SubnetConfiguration { Name = DataSubnets, SubnetType = SubnetType.PRIVATE_ISOLATED, CidrMask = 24 };
    }

    private void AddEndpoints(NetworkSettings settings)
    {
        Vpc.AddGatewayEndpoint("S3", new GatewayVpcEndpointOptions { Service = GatewayVpcEndpointAwsService.S3 });
        if (settings.Endpoints.Count == 0)
        {
            return;
        }

        var group = new SecurityGroup(this, "EndpointGroup", new SecurityGroupProps
        {
            Vpc = Vpc,
            Description = "Interface endpoints",
            AllowAllOutbound = false,
        });
        group.AddIngressRule(FunctionGroup, Port.HTTPS, "Functions");
        group.AddIngressRule(MigrationGroup, Port.HTTPS, "Migrations");
        foreach (var service in settings.Endpoints.Distinct())
        {
            Vpc.AddInterfaceEndpoint(service, new InterfaceVpcEndpointOptions
            {
                Service = new InterfaceVpcEndpointAwsService(service),
                Subnets = Functions,
                SecurityGroups = [group],
                PrivateDnsEnabled = true,
                Open = false,
            });
        }
    }
}
