using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;

namespace Lego.Infrastructure.Functions;

/// <summary>What one function has that others have not.</summary>
internal sealed record LambdaShape
{
    /// <summary>Id, the end of its name.</summary>
    public required string Id { get; init; }

    public required string Description { get; init; }

    /// <summary>Name of the executable's assembly.</summary>
    public required string Assembly { get; init; }

    public required Code Code { get; init; }

    public required int MemoryMb { get; init; }

    public required int TimeoutSeconds { get; init; }

    public required PolicyDocument Policy { get; init; }

    public required Dictionary<string, string> Environment { get; init; }

    public required ISecurityGroup Group { get; init; }

    /// <summary>How often Lambda tries again what nobody waits for; null for its own choice.</summary>
    public int? RetryAttempts { get; init; }
}
