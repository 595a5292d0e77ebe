namespace Lego.Infrastructure.Stages;

/// <summary>How functions reach what is not in the VPC.</summary>
public enum InternetAccess
{
    /// <summary>Not at all: endpoints in the VPC stand for the AWS services that are needed.</summary>
    None,

    /// <summary>Through NAT gateways. Needed to send traces to a service outside of AWS.</summary>
    Nat,
}
