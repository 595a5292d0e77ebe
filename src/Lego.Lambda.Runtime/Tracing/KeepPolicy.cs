namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Which invocations that are not sampled are held in memory and sent after all when they end. With <see cref="None"/> an invocation that
/// is not sampled costs nothing and can't be kept.
/// </summary>
[Flags]
public enum KeepPolicy
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Those that end in a fault: an unhandled exception, an answer of 500 or more, a timeout.</summary>
    Faults = 1,

    /// <summary>Those that end in a fault, an error (4xx) or a throttle (429).</summary>
    Errors = 2 | Faults,

    /// <summary>Those that take longer than <see cref="TracingOptions.SlowAfter"/>.</summary>
    Slow = 4,

    /// <summary>Those that ask for it by <see cref="HandlerContext.KeepTrace"/>; holds all invocations, keeps only these.</summary>
    Forced = 8,
}
