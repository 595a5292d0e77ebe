using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.Triggers;
using Constructs;
using Lego.Functions.Repair;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>
/// The function that brings the schema and the indices up to date. A deployment that changes it calls it before any alias moves on, and fails
/// with it; a schedule calls it for repairs.
/// </summary>
internal sealed class Migration : Construct
{
    /// <summary>Id of the function.</summary>
    public const string Id = "migrate";

    private const int TimeoutSeconds = 300;

    private readonly Trigger _trigger;

    public Migration(Construct scope, StageSettings settings, DataStack data, string? packages)
        : base(scope, Id)
    {
        var function = LambdaFunction.Create(this, settings, data, new LambdaShape
        {
            Id = Id,
            Description = "Brings schema and indices up to date",
            Assembly = "Lego.Migrations",
            Code = DeploymentPackage.Code(scope, packages, DeploymentPackage.MigrationsProgram, settings),
            MemoryMb = 512,
            TimeoutSeconds = TimeoutSeconds,
            Policy = new PolicyDocument(new PolicyDocumentProps
            {
                Statements =
                [
                    .. CommonGrants.Of(this, settings, Id),
                    .. Secret(data.Database.OwnerSecretArn, data.Key),
                    .. FunctionPolicy.Search(SearchAccess.Migrations, data.Search.Arn),
                    .. Sweep(data.Bucket.BucketArn),
                ],
            }),
            Environment = new Dictionary<string, string>
            {
                ["LEGO_STAGE"] = settings.Stage,
                ["LEGO_DATABASE"] = data.Database.OwnerConnection,
                ["LEGO_DATABASE_SECRET"] = data.Database.OwnerSecretArn,
                ["LEGO_SEARCH"] = data.Search.Endpoint,
                ["LEGO_BUCKET"] = data.Bucket.BucketName,
                ["LOG_LEVEL"] = settings.Functions.LogLevel,
            },
            Group = data.Network.MigrationGroup,
            // The next repair comes by itself, and one that failed is to be seen rather than tried again.
            RetryAttempts = 0,
        });
        _trigger = new Trigger(this, "Run", new TriggerProps
        {
            Handler = function,
            Timeout = Duration.Seconds(TimeoutSeconds + 30),
            InvocationType = InvocationType.REQUEST_RESPONSE,
            ExecuteOnHandlerChange = true,
        });
        MakeProviderCurrent(Stack.Of(this));
        if (settings.Repair.ScheduleHours > 0)
        {
            // A schedule begins when it is made, which is to be after the schema.
            RunBefore(new RepairSchedule(this, settings, function));
        }
    }

    /// <summary>Lets something wait until the schema is up to date.</summary>
    public void RunBefore(params IConstruct[] others) => _trigger.ExecuteBefore([.. others.Cast<Construct>()]);

    private static IEnumerable<PolicyStatement> Sweep(string bucket)
    {
        string[] prefixes = [.. ObjectSweep.Prefixes.Select(prefix => $"{prefix}*")];
        yield return CommonGrants.Allow(["s3:DeleteObject"], [.. prefixes.Select(prefix => $"{bucket}/{prefix}")]);
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["s3:ListBucket"],
            Resources = [bucket],
            Conditions = new Dictionary<string, object> { ["StringLike"] = new Dictionary<string, object> { ["s3:prefix"] = prefixes } },
        });
    }

    private static IEnumerable<PolicyStatement> Secret(string secret, Key? key)
    {
        yield return CommonGrants.Allow(["secretsmanager:GetSecretValue"], secret);
        if (key is not null)
        {
            yield return new PolicyStatement(new PolicyStatementProps
            {
                Actions = ["kms:Decrypt"],
                Resources = [key.KeyArn],
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"secretsmanager.{Aws.REGION}.{Aws.URL_SUFFIX}" },
                },
            });
        }
    }

    /// <summary>The function that the CDK brings to call ours would be made for a version of Node that Lambda takes no new functions for.</summary>
    private static void MakeProviderCurrent(Stack stack)
    {
        foreach (var provider in stack.Node.FindAll().OfType<CfnResource>().Where(resource =>
            resource.CfnResourceType == "AWS::Lambda::Function" && resource.Node.Path.Contains("TriggerCustomResourceProvider", StringComparison.Ordinal)))
        {
            provider.AddPropertyOverride("Runtime", "nodejs22.x");
        }
    }
}
