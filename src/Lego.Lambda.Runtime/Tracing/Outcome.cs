namespace Lego.Lambda.Runtime.Tracing;

/// <summary>How a segment or subsegment ended. The flags are independent, as in a segment document.</summary>
[Flags]
public enum Outcome
{
    /// <summary>Succeeded.</summary>
    Ok = 0,

    /// <summary>The caller's mistake (4xx).</summary>
    Error = 1,

    /// <summary>Refused because of a rate (429); always together with <see cref="Error"/>.</summary>
    Throttle = 2,

    /// <summary>Our mistake (5xx, an unhandled exception).</summary>
    Fault = 4,
}
