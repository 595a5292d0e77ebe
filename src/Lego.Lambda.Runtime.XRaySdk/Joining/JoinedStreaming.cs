using Amazon.XRay.Recorder.Core.Internal.Emitters;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using Amazon.XRay.Recorder.Core.Strategies;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>Keeps the recorder from sending what leaves with our trace.</summary>
internal sealed class JoinedStreaming(IStreamingStrategy outside) : IStreamingStrategy
{
    public bool ShouldStream(Entity entity) => entity.RootSegment is not JoinedSegment && outside.ShouldStream(entity);

    public void Stream(Entity entity, ISegmentEmitter emitter) => outside.Stream(entity, emitter);
}
