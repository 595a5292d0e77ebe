using System.Buffers;
using System.Text.Json;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Cuts a trace into datagrams. The whole tree goes into one document where it fits. Where it does not, a subsegment keeps as many of
/// its children inside as fit and the others travel as documents of their own; one that is too large by itself is shortened, with a mark.
/// </summary>
internal sealed class DocumentBuilder : IDisposable
{
    // Source: AWS X-Ray developer guide, "Sending segment documents to the daemon": header line, newline, one document.
    private static readonly byte[] Header = "{\"format\": \"json\", \"version\": 1}\n"u8.ToArray();

    private static readonly int DocumentLimit = XRayExporter.MaxDatagram - Header.Length;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly SubsegmentWriter _writer;

    internal DocumentBuilder(InvocationTrace trace, ErrorSanitizer sanitizer)
    {
        Trace = trace;
        // The default encoder escapes all that is not ASCII, which some readers of the protocol need.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _writer = new SubsegmentWriter(trace, sanitizer);
    }

    internal delegate void Send(ReadOnlySpan<byte> datagram);

    internal InvocationTrace Trace { get; }

    internal int Trimmed { get; private set; }

    public void Dispose() => _json.Dispose();

    internal void Build(Send send) => Emit(Trace.Root, Trace.Header.ParentId.ToHexString(), send);

    private void Emit(Subsegment subsegment, string parentId, Send send)
    {
        if (Write(subsegment, parentId, subsegment.Children(), Detail.Full, send))
        {
            return;
        }

        var (inside, outside) = Share(subsegment, parentId);
        if (!Write(subsegment, parentId, inside, Detail.Full, send))
        {
            Trimmed++;
            outside = subsegment.Children();
            _ = Write(subsegment, parentId, [], Detail.NoMetadata, send) || Write(subsegment, parentId, [], Detail.Skeleton, send);
        }

        foreach (var child in outside)
        {
            Emit(child, subsegment.Id, send);
        }
    }

    /// <summary>Which children still fit beside the subsegment's own content, in order of their start.</summary>
    private (Subsegment[] Inside, Subsegment[] Outside) Share(Subsegment subsegment, string parentId)
    {
        var room = DocumentLimit - Measure(() => _writer.WriteDocument(_json, subsegment, parentId, [], Detail.Full));
        var inside = new List<Subsegment>();
        var outside = new List<Subsegment>();
        foreach (var child in subsegment.Children())
        {
            var size = Measure(() => _writer.WriteNested(_json, child)) + 1;
            if (size <= room)
            {
                room -= size;
                inside.Add(child);
            }
            else
            {
                outside.Add(child);
            }
        }

        return ([.. inside], [.. outside]);
    }

    private bool Write(Subsegment subsegment, string parentId, Subsegment[] children, Detail detail, Send send)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write(Header);
        _json.Reset();
        _writer.WriteDocument(_json, subsegment, parentId, children, detail);
        _json.Flush();
        if (_buffer.WrittenCount > XRayExporter.MaxDatagram)
        {
            return false;
        }

        send(_buffer.WrittenSpan);
        return true;
    }

    private int Measure(Action write)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        write();
        _json.Flush();
        return _buffer.WrittenCount;
    }
}
