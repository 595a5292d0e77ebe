using System.Buffers;
using System.Text.Json;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Cuts a trace into datagrams. The whole tree goes into one document where it fits. Where it does not, a subsegment keeps as many of
/// its children inside as fit and the others travel as documents of their own; one that is too large by itself is shortened, with a mark.
/// What is still open always travels by itself, since its finished version will replace it.
/// </summary>
internal sealed class DocumentBuilder : IDisposable
{
    // Source: AWS X-Ray developer guide, "Sending segment documents to the daemon": header line, newline, one document.
    private static readonly byte[] Header = "{\"format\": \"json\", \"version\": 1}\n"u8.ToArray();

    private static readonly int DocumentLimit = XRayExporter.MaxDatagram - Header.Length;

    // Source: AWS X-Ray quotas: a trace takes up to 500 KB. What Lambda and the services behind write themselves needs some of it.
    private const int TraceLimit = 480_000;

    // From so many on, which of them are left out where a trace is over its limit makes a difference.
    private const int ManyChildren = 64;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;
    private readonly SubsegmentWriter _writer;
    private readonly InvocationTrace _trace;
    private readonly bool _hasOpen;
    private readonly Send _send;
    private int _sentBytes;
    private int _reservedBytes;

    internal DocumentBuilder(InvocationTrace trace, ErrorSanitizer sanitizer, bool hasOpen, Send send)
    {
        _trace = trace;
        _hasOpen = hasOpen;
        _send = send;
        // The default encoder escapes all that is not ASCII, which some readers of the protocol need.
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _writer = new SubsegmentWriter(trace, sanitizer);
    }

    internal delegate void Send(ReadOnlySpan<byte> datagram);

    /// <summary>Documents that were shortened.</summary>
    internal int Trimmed { get; private set; }

    /// <summary>Subsegments that were left out because the trace would have been over its limit.</summary>
    internal int Dropped { get; private set; }

    public void Dispose() => _json.Dispose();

    internal void Build()
    {
        AnnotationBudget.Assign(_trace.Root);
        if (_trace.Segment is not { } segment)
        {
            Emit(_trace.Root, _trace.Header.ParentId.ToHexString());
            return;
        }

        var isWhole = IsSettled(_trace.Root)
            && TrySend(1, () => _writer.WriteSegment(_json, segment, _trace.Root.ChildrenNow(), withRoot: true));
        if (!isWhole)
        {
            TrySend(1, () => _writer.WriteSegment(_json, segment, [], withRoot: false));
            Emit(_trace.Root, segment.Id.ToHexString());
        }
    }

    private void Emit(Subsegment subsegment, string parentId)
    {
        var (inside, outside) = SplitOpen(subsegment.ChildrenNow());
        if (!Write(subsegment, parentId, inside, Detail.Full))
        {
            (inside, var more) = Share(subsegment, parentId, inside);
            EmitBefore([.. outside, .. more], subsegment);
            if (!Write(subsegment, parentId, inside, Detail.Full))
            {
                Trimmed++;
                _ = Write(subsegment, parentId, [], Detail.NoMetadata) || Write(subsegment, parentId, [], Detail.Skeleton);
                foreach (var child in inside)
                {
                    Emit(child, subsegment.Id);
                }
            }

            return;
        }

        foreach (var child in outside)
        {
            Emit(child, subsegment.Id);
        }
    }

    /// <summary>Children before their parent, so that the root, which goes last, can say how many had to be left out.</summary>
    private void EmitBefore(Subsegment[] children, Subsegment parent)
    {
        _reservedBytes += DocumentLimit;
        // Where not all find room, the failed ones and then the longest are worth most.
        IEnumerable<Subsegment> ordered = children.Length <= ManyChildren
            ? children
            : children.OrderByDescending(child => child.Outcome != Outcome.Ok).ThenByDescending(child => child.EndTime - child.StartTime);
        foreach (var child in ordered)
        {
            Emit(child, parent.Id);
        }

        _reservedBytes -= DocumentLimit;
    }

    private (Subsegment[] Inside, Subsegment[] Outside) SplitOpen(Subsegment[] children) => _hasOpen
        ? ([.. children.Where(IsSettled)], [.. children.Where(child => !IsSettled(child))])
        : (children, []);

    private bool IsSettled(Subsegment subsegment) =>
        !_hasOpen || (subsegment.EndTime is not null && subsegment.ChildrenNow().All(IsSettled));

    /// <summary>Which children still fit beside the subsegment's own content, in order of their start.</summary>
    private (Subsegment[] Inside, Subsegment[] Outside) Share(Subsegment subsegment, string parentId, Subsegment[] children)
    {
        var room = DocumentLimit - Measure(() => _writer.WriteDocument(_json, subsegment, parentId, [], Detail.Full));
        var inside = new List<Subsegment>();
        var outside = new List<Subsegment>();
        foreach (var child in children)
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

    private bool Write(Subsegment subsegment, string parentId, Subsegment[] children, Detail detail)
    {
        _writer.Dropped = subsegment == _trace.Root ? Dropped : 0;
        return TrySend(
            1 + children.Sum(CountTree), () => _writer.WriteDocument(_json, subsegment, parentId, children, detail));
    }

    /// <summary>True when the document was sent, or counted as left out; false when it is too large for a datagram.</summary>
    private bool TrySend(int subsegments, Action write)
    {
        var size = Measure(write, Header);
        if (size > XRayExporter.MaxDatagram)
        {
            return false;
        }

        if (_sentBytes + size + _reservedBytes > TraceLimit)
        {
            Dropped += subsegments;
            return true;
        }

        _sentBytes += size;
        _send(_buffer.WrittenSpan);
        return true;
    }

    private int Measure(Action write, ReadOnlySpan<byte> header = default)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write(header);
        _json.Reset();
        write();
        _json.Flush();
        return _buffer.WrittenCount;
    }

    private static int CountTree(Subsegment subsegment) => 1 + subsegment.ChildrenNow().Sum(CountTree);
}
