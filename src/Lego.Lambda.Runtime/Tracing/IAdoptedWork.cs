namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What another tracing library records about a subsegment of ours.</summary>
internal interface IAdoptedWork
{
    /// <summary>Copies what was recorded into the subsegment; called once, just before the trace is closed. Never throws.</summary>
    void CopyTo(Subsegment subsegment);
}
