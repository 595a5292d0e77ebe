namespace Lego.LocalHost.Tracing;

/// <summary>Where finished segment documents go.</summary>
public interface ISegmentSink
{
    void Send(ReadOnlyMemory<byte> document);
}
