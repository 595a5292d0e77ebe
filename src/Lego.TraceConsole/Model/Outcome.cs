namespace Lego.TraceConsole.Model;

/// <summary>The worst flag of a segment; X-Ray's flags are independent of each other.</summary>
public enum Outcome
{
    Ok,
    Error,
    Throttle,
    Fault,
}
