namespace Lego.TraceConsole.Store;

public enum OutcomeFilter
{
    All,

    /// <summary>Answered with an error, a throttle or a fault.</summary>
    Failed,
    Fault,
    Throttle,
    Error,
    Ok,

    /// <summary>Answered well although something inside failed.</summary>
    Recovered,
    InProgress,
}
