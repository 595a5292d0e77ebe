namespace Lego.Lambda.Runtime.Sampling;

/// <summary>What counts when the caller has decided already.</summary>
public enum SamplingMode
{
    /// <summary>
    /// <c>Sampled=1</c> is obeyed and counts towards the share of its rule; where that leaves room, the rule keeps more of what came with
    /// <c>Sampled=0</c>. For functions whose caller is Lambda's own fixed sampling, which knows no rules.
    /// </summary>
    Rules,

    /// <summary>
    /// Both decisions of the caller are obeyed and rules decide only what came without one. For functions behind something that applies
    /// rules itself, such as a REST stage with tracing on.
    /// </summary>
    Upstream,
}
