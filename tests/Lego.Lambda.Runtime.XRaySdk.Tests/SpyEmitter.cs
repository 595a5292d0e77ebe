using System.Collections.Concurrent;
using Amazon.XRay.Recorder.Core.Internal.Emitters;
using Amazon.XRay.Recorder.Core.Internal.Entities;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

/// <summary>Keeps what the recorder sends by itself.</summary>
internal sealed class SpyEmitter : ISegmentEmitter
{
    private readonly ConcurrentQueue<Entity> _sent = [];

    internal IEnumerable<Entity> SentOf(string traceId) =>
        _sent.Where(entity => (entity.TraceId ?? entity.RootSegment?.TraceId) == traceId);

    public void Send(Entity segment) => _sent.Enqueue(segment);

    public void SetDaemonAddress(string daemonAddress)
    {
    }

    public void Dispose()
    {
    }
}
