namespace Lego.Lambda.Runtime.Tracing;

/// <summary>The <c>Sampled</c> member of a trace header.</summary>
public enum SampleDecision
{
    /// <summary>The header carries no decision.</summary>
    None,

    /// <summary><c>Sampled=0</c>.</summary>
    NotSampled,

    /// <summary><c>Sampled=1</c>.</summary>
    Sampled,

    /// <summary><c>Sampled=?</c>: the callee decides and answers with its decision.</summary>
    Requested,
}
