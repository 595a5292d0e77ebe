using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure;

/// <summary>
/// What metrics call the resources of a stage. Functions, log groups, aliases and the API are not here: their names follow from the stage,
/// see <see cref="StageNames"/>.
/// </summary>
public sealed record StageResources
{
    /// <summary>Dimension <c>ApiId</c> of an HTTP API. A REST API has <c>ApiName</c> (<see cref="StageNames.Api"/>) and <c>Stage</c>.</summary>
    public required string ApiId { get; init; }

    /// <summary>Dimension <c>DBClusterIdentifier</c>.</summary>
    public required string DatabaseClusterId { get; init; }

    /// <summary>Dimension <c>ProxyName</c>.</summary>
    public required string DatabaseProxyName { get; init; }

    /// <summary>Dimension <c>clusterId</c> of ElastiCache.</summary>
    public required string CacheName { get; init; }

    /// <summary>Dimension <c>DomainName</c>; <c>ClientId</c> is the account.</summary>
    public required string SearchDomainName { get; init; }

    /// <summary>Dimension <c>BucketName</c>.</summary>
    public required string BucketName { get; init; }

    /// <summary>Dimension <c>UserPool</c>.</summary>
    public required string UserPoolId { get; init; }

    /// <summary>Dimension <c>UserPoolClient</c>.</summary>
    public required string UserPoolClientId { get; init; }
}
