namespace Lego.Infrastructure.Stages;

/// <summary>How a new version gets the requests of the alias. All but the first go back by themselves when the version fails.</summary>
public enum Rollout
{
    /// <summary>At once, without CodeDeploy and without rollback alarms.</summary>
    AllAtOnce,

    /// <summary>A tenth first, after five minutes the rest.</summary>
    Canary10Percent5Minutes,

    /// <summary>A tenth first, after ten minutes the rest.</summary>
    Canary10Percent10Minutes,

    /// <summary>A tenth first, after fifteen minutes the rest.</summary>
    Canary10Percent15Minutes,

    /// <summary>A further tenth each minute.</summary>
    Linear10PercentEvery1Minute,

    /// <summary>A further tenth every three minutes.</summary>
    Linear10PercentEvery3Minutes,
}
