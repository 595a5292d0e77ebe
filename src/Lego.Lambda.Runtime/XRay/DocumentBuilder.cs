using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Cuts a trace into datagrams. The whole tree goes into one document where it fits. Where it does not, a subsegment keeps as many of
/// its children inside as fit and the others travel as documents of their own; one that is too large by itself is shortened, with a mark.
/// What is still open always travels by itself, since its finished version will replace it.
/// </summary>
/// <remarks>Writes one trace after another; its buffers are used again.</remarks>
internal sealed class DocumentBuilder
{
    // Source: AWS X-Ray quotas: a trace takes up to 500 KB. What Lambda and the services behind write themselves needs some of it.
    private const int TraceLimit = 480_000;

    // From so many on, which of them are left out where a trace is over its limit makes a difference.
    private const int ManyChildren = 64;

    // The member that children stand in.
    private const int ListLength = 20;

    // Readers of JSON commonly stop at 64 levels. Each subsegment takes two; metadata in the innermost has the rest.
    private const int MaxNested = 20;

    private readonly DocumentJson _json = new();
    private readonly SubsegmentWriter _writer;
    private readonly Send _send;
    private InvocationTrace _trace = null!;
    private bool _hasOpen;
    private bool _hasParts;
    private bool _isOwed;
    private int _sentBytes;
    private int _reservedBytes;

    internal DocumentBuilder(ErrorSanitizer sanitizer, Send send)
    {
        _send = send;
        _writer = new SubsegmentWriter(sanitizer);
    }

    internal delegate void Send(ReadOnlySpan<byte> datagram);

    /// <summary>Documents of the last trace that were shortened.</summary>
    internal int Trimmed { get; private set; }

    /// <summary>Subsegments of the last trace that were left out because it would have been over its limit.</summary>
    internal int Dropped { get; private set; }

    // Source: AWS X-Ray developer guide, "Sending segment documents to the daemon": header line, newline, one document.
    private static ReadOnlySpan<byte> Header => "{\"format\": \"json\", \"version\": 1}\n"u8;

    /// <summary>Writes and sends a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="hasOpen">True where some of it may still be open.</param>
    internal void Build(InvocationTrace trace, bool hasOpen)
    {
        _trace = trace;
        _writer.Trace = trace;
        _hasOpen = hasOpen;
        _hasParts = hasOpen || trace.Deepest > MaxNested;
        (_sentBytes, _reservedBytes, Trimmed, Dropped) = (0, 0, 0, 0);
        _isOwed = false;
        try
        {
            Build();
        }
        finally
        {
            _trace = _writer.Trace = null!;
        }
    }

    private void Build()
    {
        AnnotationBudget.Assign(_trace.Root);
        if (_trace.Segment is not { } segment)
        {
            Emit(_trace.Root, _trace.Header.ParentId.ToHexString());
            return;
        }

        if (CanNest(_trace.Root))
        {
            Begin();
            _writer.Dropped = 0;
            _writer.WriteSegment(_json, segment, _trace.Root.SealedChildren(), withRoot: true);
            if (TrySend([]))
            {
                return;
            }
        }

        Begin();
        _writer.WriteSegment(_json, segment, [], withRoot: false);
        TrySend([]);
        Emit(_trace.Root, segment.Id.ToHexString());
    }

    private void Emit(Subsegment subsegment, string parentId)
    {
        if (!_hasParts && Write(subsegment, parentId, subsegment.SealedChildren(), Detail.Full))
        {
            return;
        }

        EmitParts(subsegment, parentId);
    }

    private void EmitParts(Subsegment subsegment, string parentId)
    {
        var (inside, outside) = Split(subsegment.ChildrenNow());
        var dropped = Dropped;
        if (Write(subsegment, parentId, inside, Detail.Full))
        {
            EmitBehind(outside, subsegment, isSent: Dropped == dropped);
            return;
        }

        (inside, var more) = Share(subsegment, parentId, inside);
        var sentBefore = _sentBytes;
        EmitBefore([.. outside, .. more], subsegment);
        dropped = Dropped;
        // What was sent of its children must hang below something.
        _isOwed = _sentBytes > sentBefore;
        var isWhole = Write(subsegment, parentId, inside, Detail.Full);
        if (!isWhole)
        {
            Trimmed++;
            _ = Write(subsegment, parentId, [], Detail.NoMetadata) || Write(subsegment, parentId, [], Detail.Skeleton);
        }

        _isOwed = false;
        if (!isWhole)
        {
            EmitBehind(inside, subsegment, isSent: Dropped == dropped);
        }
    }

    /// <summary>Children behind their parent; where that found no room they are left out with it.</summary>
    private void EmitBehind(Subsegment[] children, Subsegment parent, bool isSent)
    {
        if (!isSent)
        {
            Dropped += CountTrees(children);
            return;
        }

        foreach (var child in children)
        {
            Emit(child, parent.Id);
        }
    }

    /// <summary>Children before their parent, so that the root, which goes last, can say how many had to be left out.</summary>
    private void EmitBefore(Subsegment[] children, Subsegment parent)
    {
        _reservedBytes += XRayExporter.MaxDatagram;
        // Where not all find room, the failed ones and then the longest are worth most.
        IEnumerable<Subsegment> ordered = children.Length <= ManyChildren
            ? children
            : children.OrderByDescending(child => child.Outcome != Outcome.Ok).ThenByDescending(child => child.EndTime - child.StartTime);
        foreach (var child in ordered)
        {
            Emit(child, parent.Id);
        }

        _reservedBytes -= XRayExporter.MaxDatagram;
    }

    private (Subsegment[] Inside, Subsegment[] Outside) Split(Subsegment[] children) => _hasParts
        ? ([.. children.Where(CanNest)], [.. children.Where(child => !CanNest(child))])
        : (children, []);

    /// <summary>Whether it may travel inside of another one's document, with all below it.</summary>
    private bool CanNest(Subsegment subsegment) => !_hasParts || (IsSettled(subsegment) && !IsDeeperThan(subsegment, MaxNested));

    private static bool IsDeeperThan(Subsegment subsegment, int levels)
    {
        foreach (var child in subsegment.ChildrenNow())
        {
            if (levels == 0 || IsDeeperThan(child, levels - 1))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsSettled(Subsegment subsegment) =>
        !_hasOpen || (!subsegment.IsOpen && subsegment.ChildrenNow().All(IsSettled));

    /// <summary>Which children still fit beside the subsegment's own content, in order of their start.</summary>
    private (Subsegment[] Inside, Subsegment[] Outside) Share(Subsegment subsegment, string parentId, Subsegment[] children)
    {
        _json.Reset([]);
        _writer.WriteDocument(_json, subsegment, parentId, [], Detail.Full);
        var room = XRayExporter.MaxDatagram - Header.Length - _json.Written.Length - ListLength;
        var inside = new List<Subsegment>();
        var outside = new List<Subsegment>();
        foreach (var child in children)
        {
            _json.Reset([]);
            _writer.WriteNested(_json, child);
            var size = _json.Written.Length + 1;
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

    private bool Write(Subsegment subsegment, string parentId, ReadOnlySpan<Subsegment> children, Detail detail)
    {
        Begin();
        _writer.Dropped = subsegment == _trace.Root ? Dropped : 0;
        _writer.WriteDocument(_json, subsegment, parentId, children, detail);
        return TrySend(children);
    }

    private void Begin() => _json.Reset(Header);

    /// <summary>True when the document was sent, or counted as left out; false when it is too large for a datagram.</summary>
    private bool TrySend(ReadOnlySpan<Subsegment> children)
    {
        var size = _json.Written.Length;
        if (size > XRayExporter.MaxDatagram)
        {
            return false;
        }

        if (!_isOwed && _sentBytes + size + _reservedBytes > TraceLimit)
        {
            Dropped += 1 + CountTrees(children);
            return true;
        }

        _sentBytes += size;
        _send(_json.Written);
        return true;
    }

    private static int CountTrees(ReadOnlySpan<Subsegment> subsegments)
    {
        var count = 0;
        foreach (var subsegment in subsegments)
        {
            count += 1 + CountTrees(subsegment.SealedChildren());
        }

        return count;
    }
}
