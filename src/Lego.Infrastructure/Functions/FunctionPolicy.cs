using Amazon.CDK.AWS.IAM;
using Constructs;
using Lego.Functions;
using Lego.Infrastructure.Data;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Functions;

/// <summary>What a function's role may do: what its dependencies need, and no more.</summary>
internal static class FunctionPolicy
{
    public static PolicyDocument Of(Construct scope, StageSettings settings, FunctionDefinition function, DataStack data) => new(new PolicyDocumentProps
    {
        Statements =
        [
            .. CommonGrants.Of(scope, settings, function.Id),
            .. function.Dependencies.HasFlag(Dependencies.Database) ? [CommonGrants.Allow(["rds-db:connect"], data.Database.ConnectArn)] : Nothing,
            .. function.Dependencies.HasFlag(Dependencies.Storage) ? Storage(function.Id, data.Bucket.BucketArn) : Nothing,
            .. function.Dependencies.HasFlag(Dependencies.Search) ? Search(SearchAccess.Of(function.Id), data.Search.Arn) : Nothing,
            .. function.Dependencies.HasFlag(Dependencies.UserPool) ? [CommonGrants.Allow(UserPoolAccess.Of(function.Id), data.Users.Pool.UserPoolArn)] : Nothing,
        ],
    });

    private static PolicyStatement[] Nothing => [];

    private static IEnumerable<PolicyStatement> Storage(string function, string bucket)
    {
        foreach (var grant in StorageAccess.Of(function))
        {
            yield return CommonGrants.Allow(grant.Actions, [.. grant.Prefixes.Select(prefix => $"{bucket}/{prefix}*")]);
        }

        if (StorageAccess.TellsMissing(function))
        {
            yield return CommonGrants.Allow(["s3:ListBucket"], bucket);
        }
    }

    /// <summary>Grants on a domain as statements.</summary>
    public static IEnumerable<PolicyStatement> Search(IEnumerable<SearchGrant> grants, string domain) =>
        grants.Select(grant => CommonGrants.Allow([grant.Action], [.. grant.Paths.Select(path => $"{domain}/{path}")]));
}
