using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Cuts a trace into datagrams. The whole tree goes into one document where it fits; where it does not, a <see cref="DocumentPlan"/> says
/// what goes into which.
/// </summary>
/// <remarks>Writes one trace after another; its buffers are used again.</remarks>
internal sealed class DocumentBuilder
{
    // Source: AWS X-Ray quotas: a trace takes up to 500 KB. What Lambda and the services behind write themselves needs some of it.
    private const int TraceLimit = 480_000;

    private readonly DocumentJson _json = new();
    private readonly SubsegmentWriter _writer;
    private readonly Send _send;
    private InvocationTrace _trace = null!;
    private bool _hasParts;
    private int _sentBytes;

    internal DocumentBuilder(ErrorSanitizer sanitizer, Send send)
    {
        _send = send;
        _writer = new SubsegmentWriter(sanitizer);
    }

    internal delegate void Send(ReadOnlySpan<byte> datagram);

    /// <summary>Subsegments of the last trace that were shortened.</summary>
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
        _hasParts = hasOpen || trace.Deepest > DocumentPlan.MaxNested;
        (_sentBytes, Trimmed, Dropped) = (0, 0, 0);
        _writer.Dropped = 0;
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

        if (!_hasParts)
        {
            Begin();
            _writer.WriteSegment(_json, segment, withRoot: true);
            if (TrySend())
            {
                return;
            }
        }

        Begin();
        _writer.WriteSegment(_json, segment, withRoot: false);
        TrySend();
        Emit(_trace.Root, segment.Id.ToHexString());
    }

    private void Emit(Subsegment root, string parentId)
    {
        if (!_hasParts)
        {
            Begin();
            _writer.WriteDocument(_json, root, parentId);
            if (TrySend())
            {
                return;
            }
        }

        // The root says how many had to be left out, which is not known yet: room is kept for any number.
        _writer.Dropped = int.MaxValue;
        var plan = new DocumentPlan(root, Measure, TraceLimit - _sentBytes);
        _writer.Dropped = Dropped = plan.Dropped;
        Trimmed = plan.Trimmed;
        foreach (var planned in plan.Documents)
        {
            if (!TryEmit(planned, parentId))
            {
                EmitApart(planned, parentId);
            }
        }
    }

    /// <summary>
    /// Sends a subsegment without its children, which become documents of their own, and shortened as far as need be: while an invocation
    /// runs, what it adds meanwhile can make a document larger than was planned.
    /// </summary>
    private void EmitApart(PlannedSubsegment planned, string rootParentId)
    {
        foreach (var child in planned.Inside)
        {
            child.IsDocument = true;
        }

        var detail = planned.Detail;
        while (!TryEmit(planned, rootParentId) && planned.Detail != Detail.Skeleton)
        {
            planned.Detail++;
        }

        Trimmed += detail == Detail.Full && planned.Detail != Detail.Full ? 1 : 0;
    }

    private bool TryEmit(PlannedSubsegment planned, string rootParentId)
    {
        Begin();
        _writer.WriteDocument(_json, planned, planned.Parent?.Subsegment.Id ?? rootParentId);
        return TrySend();
    }

    private int Measure(Subsegment subsegment, Detail detail)
    {
        _json.Reset([]);
        _writer.WriteAlone(_json, subsegment, detail);
        return _json.Written.Length;
    }

    private void Begin() => _json.Reset(Header);

    /// <summary>False when the document is too large for a datagram.</summary>
    private bool TrySend()
    {
        if (_json.Written.Length > XRayExporter.MaxDatagram)
        {
            return false;
        }

        _sentBytes += _json.Written.Length;
        _send(_json.Written);
        return true;
    }
}
