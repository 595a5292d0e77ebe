namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Why a trace is sent; annotation <c>keptBecause</c> of the root subsegment. Rates are computed from the traces that were <c>sampled</c>
/// alone: the others were kept because of what happened in them, so they say nothing about how often it happens.
/// </summary>
public enum KeepReason
{
    /// <summary>The trace is not sent.</summary>
    None,

    /// <summary>The sampling decision of the caller or of a sampling rule: <c>sampled</c>.</summary>
    Sampled,

    /// <summary>Not sampled, but the invocation failed: <c>error</c>.</summary>
    Error,

    /// <summary>Not sampled, but the invocation took longer than its function's threshold: <c>slow</c>.</summary>
    Slow,

    /// <summary>Not sampled, but the function asked for it: <c>forced</c>.</summary>
    Forced,
}
