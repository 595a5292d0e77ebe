namespace Lego.LocalHost.RuntimeApi;

public enum InvocationOutcome
{
    /// <summary>The function returned.</summary>
    Success,

    /// <summary>The function reported an error, or its environment failed under it.</summary>
    Error,

    /// <summary>The function did not answer before its deadline.</summary>
    Timeout,
}
