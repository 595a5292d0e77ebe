using Amazon.XRay.Recorder.Core.Internal.Entities;
using Amazon.XRay.Recorder.Core.Sampling;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>
/// Stands for one of our subsegments where the recorder asks for an entity: has its trace and its id, takes annotations for it, and is
/// never sent.
/// </summary>
internal sealed class JoinedSegment : Segment
{
    internal JoinedSegment(string traceId, string id)
        : base("joined", traceId)
    {
        Id = id;
        Sampled = SampleDecision.Sampled;
    }

    /// <summary>Root of what is recorded in vain.</summary>
    internal static JoinedSegment Unrecorded { get; } =
        new("1-00000000-000000000000000000000000", "0000000000000000") { Sampled = SampleDecision.NotSampled };

    public override bool IsEmittable() => false;

    public override long Release() => Reference;
}
