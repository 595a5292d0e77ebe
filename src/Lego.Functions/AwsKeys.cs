namespace Lego.Functions;

/// <summary>Credentials for AWS.</summary>
public sealed record AwsKeys(string Id, string Secret, string? SessionToken)
{
    /// <summary>Shows the id alone.</summary>
    public override string ToString() => $"{nameof(AwsKeys)} {{ Id = {Id} }}";
}
