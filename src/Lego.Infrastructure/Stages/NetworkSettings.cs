namespace Lego.Infrastructure.Stages;

/// <summary>The VPC.</summary>
public sealed record NetworkSettings
{
    /// <summary>2 or 3.</summary>
    public int AvailabilityZones { get; set; } = 2;

    public InternetAccess Internet { get; set; }

    /// <summary>NAT gateways, 1 to the number of zones; only with <see cref="InternetAccess.Nat"/>.</summary>
    public int NatGateways { get; set; } = 1;

    /// <summary>
    /// AWS services with an interface endpoint in the VPC, by the last part of their endpoint's name. Without NAT the user pool
    /// (<c>cognito-idp</c>) and the secrets (<c>secretsmanager</c>) need one; S3 always has its free gateway endpoint.
    /// </summary>
    public IReadOnlyList<string> Endpoints { get; set; } = [];
}
