namespace Lego.Functions.Shared;

/// <summary>Which user pool, where, and with whose credentials.</summary>
internal sealed record UserPoolSettings
{
    public required string PoolId { get; init; }

    /// <summary>URL of a server that speaks Cognito's protocol; empty for Cognito itself.</summary>
    public string Endpoint { get; init; } = "";

    public required string Region { get; init; }

    /// <summary>Null leaves the search to the AWS SDK.</summary>
    public AwsKeys? Keys { get; init; }

    /// <summary>Longest that one attempt may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
