using System.Buffers.Binary;
using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// One timed piece of work in the trace of an invocation. Ends when it is disposed; ending twice does nothing. Every member is safe to
/// call from several threads, and none of them throws on account of tracing: what the trace cannot hold is shortened or left out.
/// </summary>
/// <remarks>
/// When the invocation is not recorded all calls share <see cref="None"/>, on which every member does nothing. One that is held longer than
/// its invocation has no annotations, metadata and children any more.
/// </remarks>
public sealed partial class Subsegment : IDisposable
{
    /// <summary>
    /// How many may be inside of each other. What is begun below the innermost of these, as by code that never ends what it begins, becomes
    /// its sibling: trees are walked by calls inside of each other.
    /// </summary>
    internal const int MaxDepth = 100;

    private Gate _gate;
    private SubsegmentContent? _content;
    private SubsegmentDetails? _details;
    private long _start;
    private long _end;
    private ulong _id;
    private byte _outcome;
    private readonly byte _depth;
    private volatile Marks _marks;

    private Subsegment()
    {
        Name = "";
    }

    private Subsegment(InvocationTrace trace, Subsegment? parent, string name, Activity activity, DependencyCall? call)
        : this(trace, parent, name, activity.StartTimeUtc, call)
    {
        _id = IdOf(activity);
        SetActivity(activity);
    }

    private Subsegment(InvocationTrace trace, Subsegment? parent, string name, DateTime start, DependencyCall? call)
    {
        Trace = trace;
        Parent = parent;
        Name = name;
        Call = call;
        _depth = parent is null ? (byte)0 : (byte)Math.Min(parent._depth + 1, MaxDepth);
        _start = start.Ticks;
    }

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Ended = 1,
        Abandoned = 2,
        Described = 4,
        Omitted = 8,

        /// <summary>The trace has ended: what it holds is being sent, or is no longer there.</summary>
        Closed = 16,
    }

    /// <summary>The subsegment of an invocation that is not recorded.</summary>
    public static Subsegment None { get; } = new();

    /// <summary>True when what is written here can reach a trace.</summary>
    public bool IsRecorded => Trace is not null;

    /// <summary>Name as given by the code that started it, for example <c>db:moc.get</c>.</summary>
    public string Name { get; private set; }

    /// <summary>Id in the trace, 16 hex digits; empty when not recorded.</summary>
    public string Id => Trace is null ? "" : HexOf(IdValue);

    /// <summary>How it ended so far.</summary>
    public Outcome Outcome => (Outcome)_outcome | (_details is { } details && Call is not { HasToldResponse: true } ? details.SeenOutcome : Outcome.Ok);

    /// <summary>When it was started (UTC).</summary>
    public DateTime StartTime => new(_start, DateTimeKind.Utc);

    /// <summary>When it ended (UTC), or null while it runs.</summary>
    public DateTime? EndTime => _end == 0 ? null : new(_end, DateTimeKind.Utc);

    /// <summary>True when it was still open as its invocation ended and was closed for it.</summary>
    public bool WasAbandoned => (_marks & Marks.Abandoned) != 0;

    /// <summary>The enclosing subsegment; null for the root of an invocation.</summary>
    public Subsegment? Parent { get; private set; }

    /// <summary>The id as a number, the first of its hex digits being the highest. Made when it is first asked for.</summary>
    internal ulong IdValue
    {
        get
        {
            var id = Volatile.Read(ref _id);
            return id != 0 ? id : SetId((ulong)Random.Shared.NextInt64(1, long.MaxValue));
        }
    }

    internal ActivitySpanId SpanId => IdOf(IdValue);

    internal InvocationTrace? Trace { get; }

    internal DependencyCall? Call { get; private set; }

    internal IReadOnlyList<TraceException>? Cause => _details?.Cause;

    internal string? CauseId => _details?.CauseId;

    internal bool IsOpen => Volatile.Read(ref _end) == 0;

    /// <summary>How many are around it.</summary>
    internal int Depth => _depth;

    internal long StartTicks => _start;

    internal long EndTicks => _end;

    internal ActivityContext Context =>
        new(Trace!.Header.TraceId, SpanId, Trace.IsSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);

    private SubsegmentDetails Details =>
        _details ?? Interlocked.CompareExchange(ref _details, new SubsegmentDetails(), null) ?? _details;

    /// <summary>Marks the outcome by an exception and records it as the cause, sanitized.</summary>
    /// <param name="exception">What went wrong. One exception that passes through several subsegments is described once.</param>
    public void Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Trace is null)
        {
            return;
        }

        using (_gate.Enter())
        {
            _outcome |= (byte)OutcomeOf(exception);
        }

        SetCause(exception);
        Activity?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Marks the outcome by an HTTP status: 4xx error, 429 also throttle, 5xx fault.</summary>
    public void MarkStatus(int status) => Mark(Outcomes.OfStatus(status));

    /// <summary>Ends the subsegment.</summary>
    public void Dispose() => End();

    internal void Mark(Outcome outcome)
    {
        if (Trace is not null && outcome != Outcome.Ok)
        {
            using (_gate.Enter())
            {
                _outcome |= (byte)outcome;
            }
        }
    }

    internal void End()
    {
        if (Trace is null)
        {
            return;
        }

        ExecutionContext? before = null;
        ExecutionContext? after = null;
        using (_gate.Enter())
        {
            if (!TryMark(Marks.Ended))
            {
                return;
            }

            if (_content is { } content)
            {
                (before, after) = (content.Before, content.After);
                (content.Before, content.After) = (null, null);
            }
        }

        Leave(before, after);
        var now = Trace.Now();
        EndAt(Activity is { } activity ? Stop(activity, now) : now);
        if (Parent is not null)
        {
            // The root's are asked for when the trace closes, if it is kept at all.
            CollectPending();
        }
    }

    /// <summary>Ends what an activity of another source stands for, which its source has stopped.</summary>
    internal void EndWithActivity()
    {
        using (_gate.Enter())
        {
            if (!TryMark(Marks.Ended))
            {
                return;
            }
        }

        EndAt(EndOf(Activity!));
    }

    internal static string HexOf(ulong id) => id.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A status that was seen on the wire says more than the exception that came of it.</summary>
    private Outcome OutcomeOf(Exception exception) =>
        Call?.HttpStatus is >= 400 and var status ? Outcomes.OfStatus(status) : Outcomes.OfException(exception);

    private static ulong IdOf(Activity activity)
    {
        Span<byte> bytes = stackalloc byte[8];
        activity.SpanId.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private static ActivitySpanId IdOf(ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ActivitySpanId.CreateFromBytes(bytes);
    }

    private ulong SetId(ulong id)
    {
        var earlier = Interlocked.CompareExchange(ref _id, id, 0);
        return earlier != 0 ? earlier : id;
    }

    /// <summary>Under the gate; false when the mark was there.</summary>
    private bool TryMark(Marks mark)
    {
        if ((_marks & mark) != 0)
        {
            return false;
        }

        _marks |= mark;
        return true;
    }

    private void EndAt(long end)
    {
        if (Trace!.Accepts())
        {
            Volatile.Write(ref _end, Math.Max(end, _start));
        }
    }
}
