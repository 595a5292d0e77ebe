using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>
/// Aurora PostgreSQL behind RDS Proxy. Functions sign in at the proxy, and the proxy at the cluster, with tokens of IAM: no password of
/// the functions' user exists. Only the owner, as whom the migrations run, has one.
/// </summary>
internal sealed class ApiDatabase : Construct
{
    private const string DatabaseName = "lego";
    private const double PostgresPort = 5432;

    private readonly DatabaseCluster _cluster;
    private readonly CfnDBProxy _proxy;

    public ApiDatabase(Construct scope, StageSettings settings, Network network, IKey? key)
        : base(scope, "Database")
    {
        var group = Group(network, "ClusterGroup", "Database");
        _cluster = Cluster(settings, network, group, key);
        var proxyGroup = Group(network, "ProxyGroup", "Database proxy");
        var port = Port.Tcp(PostgresPort);
        proxyGroup.AddIngressRule(network.FunctionGroup, port, "Functions");
        proxyGroup.AddEgressRule(group, port, "Database");
        network.FunctionGroup.AddEgressRule(proxyGroup, port, "Database proxy");
        group.AddIngressRule(proxyGroup, port, "Database proxy");

        network.MigrationGroup.AddEgressRule(group, port, "Database");
        group.AddIngressRule(network.MigrationGroup, port, "Migrations");
        _proxy = Proxy(settings, network, proxyGroup);
    }

    /// <summary>Id of the cluster, the value of the dimension <c>DBClusterIdentifier</c>.</summary>
    public string ClusterId => _cluster.ClusterIdentifier;

    /// <summary>Name of the proxy, the value of the dimension <c>ProxyName</c>.</summary>
    public string ProxyName => _proxy.Ref;

    /// <summary>Connection string of the functions: through the proxy, without a password.</summary>
    public string Connection => $"Host={_proxy.AttrEndpoint};Port=5432;Database={DatabaseName};Username={StageNames.DatabaseUser};SSL Mode=VerifyFull";

    /// <summary>Connection string of the migrations: straight to the writer, user and password come from the secret.</summary>
    public string OwnerConnection => $"Host={_cluster.ClusterEndpoint.Hostname};Port=5432;Database={DatabaseName};SSL Mode=Require";

    /// <summary>ARN of the secret with the owner's user name and password.</summary>
    public string OwnerSecretArn => _cluster.Secret!.SecretArn;

    /// <summary>What <c>rds-db:connect</c> has to be granted on: the functions' user at this proxy.</summary>
    public string ConnectArn => UserArn(Fn.Select(6, Fn.Split(":", _proxy.AttrDbProxyArn)));

    private SecurityGroup Group(Network network, string id, string description) =>
        new(this, id, new SecurityGroupProps { Vpc = network.Vpc, Description = description, AllowAllOutbound = false });

    private DatabaseCluster Cluster(StageSettings settings, Network network, SecurityGroup group, IKey? key)
    {
        var database = settings.Database;
        var isProtected = settings.DeletionProtection;
        // The database makes the group of its log by itself, but one that keeps lines for ever.
        var logs = StageLogGroup.Create(this, settings, $"/aws/rds/cluster/{StageNames.Prefix(settings.Stage)}/postgresql");
        var cluster = new DatabaseCluster(this, "Cluster", new DatabaseClusterProps
        {
            ClusterIdentifier = StageNames.Prefix(settings.Stage),
            Engine = DatabaseClusterEngine.AuroraPostgres(new AuroraPostgresClusterEngineProps
            {
                Version = AuroraPostgresEngineVersion.Of(database.EngineVersion, database.EngineVersion.Split('.')[0]),
            }),
            Vpc = network.Vpc,
            VpcSubnets = network.Stores,
            SecurityGroups = [group],
            Writer = Instance("Writer"),
            Readers = [.. Enumerable.Range(1, database.Readers).Select(number => Instance($"Reader{number}", isReader: true))],
            ServerlessV2MinCapacity = database.MinCapacity,
            ServerlessV2MaxCapacity = database.MaxCapacity,
            Credentials = Credentials.FromGeneratedSecret("lego_owner", new CredentialsBaseOptions
            {
                SecretName = $"{StageNames.Prefix(settings.Stage)}/database-owner",
                EncryptionKey = key,
            }),
            DefaultDatabaseName = DatabaseName,
            IamAuthentication = true,
            StorageEncrypted = true,
            StorageEncryptionKey = key,
            Backup = new BackupProps { Retention = Duration.Days(database.BackupDays) },
            CopyTagsToSnapshot = true,
            CloudwatchLogsExports = ["postgresql"],
            DeletionProtection = isProtected,
            RemovalPolicy = isProtected ? Removal.Of(settings) : RemovalPolicy.SNAPSHOT,
        });
        cluster.Node.AddDependency(logs);
        return cluster;
    }

    private static IClusterInstance Instance(string id, bool isReader = false) => ClusterInstance.ServerlessV2(id, new ServerlessV2ClusterInstanceProps
    {
        EnablePerformanceInsights = true,
        PubliclyAccessible = false,
        // A reader that does not grow with the writer could not take its place.
        ScaleWithWriter = isReader ? true : null,
    });

    private CfnDBProxy Proxy(StageSettings settings, Network network, SecurityGroup group)
    {
        var role = new Role(this, "ProxyRole", new RoleProps
        {
            AssumedBy = new ServicePrincipal("rds.amazonaws.com"),
            Description = "Lets the database proxy sign in as the functions' user",
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["connect"] = new(new PolicyDocumentProps
                {
                    Statements = [new PolicyStatement(new PolicyStatementProps { Actions = ["rds-db:connect"], Resources = [UserArn(_cluster.ClusterResourceIdentifier)] })],
                }),
            },
        });
        var proxy = new CfnDBProxy(this, "Proxy", new CfnDBProxyProps
        {
            DbProxyName = StageNames.Prefix(settings.Stage),
            EngineFamily = "POSTGRESQL",
            Auth = Array.Empty<object>(),
            RequireTls = true,
            RoleArn = role.RoleArn,
            VpcSecurityGroupIds = [group.SecurityGroupId],
            VpcSubnetIds = network.Vpc.SelectSubnets(network.Stores).SubnetIds,
            IdleClientTimeout = 1800,
        });
        // Newer than this version of the CDK. With it the proxy needs no secrets.
        // Source: AWS CloudFormation template reference, AWS::RDS::DBProxy.
        proxy.AddPropertyOverride("DefaultAuthScheme", "IAM_AUTH");
        proxy.AddPropertyDeletionOverride("Auth");
        var target = new CfnDBProxyTargetGroup(this, "ProxyTarget", new CfnDBProxyTargetGroupProps
        {
            DbProxyName = proxy.Ref,
            TargetGroupName = "default",
            DbClusterIdentifiers = [_cluster.ClusterIdentifier],
            ConnectionPoolConfigurationInfo = new CfnDBProxyTargetGroup.ConnectionPoolConfigurationInfoFormatProperty
            {
                MaxConnectionsPercent = 90,
                MaxIdleConnectionsPercent = 10,
                ConnectionBorrowTimeout = 5,
            },
        });
        target.Node.AddDependency(_cluster);
        return proxy;
    }

    private string UserArn(string resourceId) => Stack.Of(this).FormatArn(new ArnComponents
    {
        Service = "rds-db",
        Resource = "dbuser",
        ResourceName = $"{resourceId}/{StageNames.DatabaseUser}",
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });
}
