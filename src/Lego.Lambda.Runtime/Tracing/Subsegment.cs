using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// One timed piece of work in the trace of an invocation. Ends when it is disposed; ending twice does nothing. Every member is safe to
/// call from several threads, and none of them throws on account of tracing: what the trace cannot hold is shortened or left out.
/// </summary>
/// <remarks>
/// When the invocation is not recorded all calls share <see cref="None"/>, on which every member does nothing.
/// </remarks>
public sealed partial class Subsegment : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Activity? _activity;
    private Outcome _outcome;
    private int _ended;

    private Subsegment()
    {
        Name = "";
    }

    private Subsegment(InvocationTrace trace, Subsegment? parent, string name, Activity activity, DependencyCall? call)
        : this(trace, parent, name, activity.SpanId, activity.StartTimeUtc, call)
    {
        _activity = activity;
        activity.SetCustomProperty(ActivityProperty, this);
    }

    private Subsegment(InvocationTrace trace, Subsegment? parent, string name, ActivitySpanId id, DateTime start, DependencyCall? call)
    {
        Trace = trace;
        Parent = parent;
        Name = name;
        SpanId = id;
        StartTime = start;
        Call = call;
    }

    /// <summary>The subsegment of an invocation that is not recorded.</summary>
    public static Subsegment None { get; } = new();

    /// <summary>True when what is written here can reach a trace.</summary>
    public bool IsRecorded => Trace is not null;

    /// <summary>Name as given by the code that started it, for example <c>db:moc.get</c>.</summary>
    public string Name { get; private set; }

    /// <summary>Id in the trace, 16 hex digits; empty when not recorded.</summary>
    public string Id => Trace is null ? "" : SpanId.ToHexString();

    /// <summary>How it ended so far.</summary>
    public Outcome Outcome => _outcome | (Call is { HasToldResponse: true } ? Outcome.Ok : _seenOutcome);

    /// <summary>When it was started (UTC).</summary>
    public DateTime StartTime { get; private set; }

    /// <summary>When it ended (UTC), or null while it runs.</summary>
    public DateTime? EndTime { get; private set; }

    /// <summary>True when it was still open as its invocation ended and was closed for it.</summary>
    public bool WasAbandoned { get; private set; }

    /// <summary>The enclosing subsegment; null for the root of an invocation.</summary>
    public Subsegment? Parent { get; private set; }

    /// <summary>True when the running code belongs to an invocation that is recorded.</summary>
    internal static bool IsRecording => Current is not null;

    /// <summary>The subsegment that the running code belongs to; null where nothing is recorded.</summary>
    internal static Subsegment? Current => Find(Activity.Current);

    internal ActivitySpanId SpanId { get; }

    internal InvocationTrace? Trace { get; }

    /// <summary>The activity behind it; null for work that was reported after it had ended.</summary>
    internal Activity? Activity => _activity;

    internal DependencyCall? Call { get; private set; }

    internal IReadOnlyList<TraceException>? Cause { get; private set; }

    internal string? CauseId { get; private set; }

    internal ActivityContext Context => _activity?.Context
        ?? new ActivityContext(Trace!.Header.TraceId, SpanId, Trace.IsSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);

    /// <summary>Marks the outcome by an exception and records it as the cause, sanitized.</summary>
    /// <param name="exception">What went wrong. One exception that passes through several subsegments is described once.</param>
    public void Fail(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (Trace is null)
        {
            return;
        }

        lock (_gate)
        {
            _outcome |= OutcomeOf(exception);
            if (Cause is null && CauseId is null)
            {
                (Cause, CauseId) = Trace.Describe(exception);
            }
        }

        _activity?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Marks the outcome by an HTTP status: 4xx error, 429 also throttle, 5xx fault.</summary>
    public void MarkStatus(int status) => Mark(Outcomes.OfStatus(status));

    /// <summary>Ends the subsegment.</summary>
    public void Dispose() => End();

    internal void Mark(Outcome outcome)
    {
        if (Trace is not null && outcome != Outcome.Ok)
        {
            lock (_gate)
            {
                _outcome |= outcome;
            }
        }
    }

    internal void End()
    {
        if (_activity is null || Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        _activity.Stop();
        EndAt(_activity.StartTimeUtc + _activity.Duration);
        if (Parent is not null)
        {
            // The root's are asked for when the trace closes, if it is kept at all.
            CollectPending();
        }
    }

    /// <summary>Ends what an activity of another source stands for, which its source has stopped.</summary>
    internal void EndWithActivity()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            EndAt(_activity!.StartTimeUtc + _activity.Duration);
        }
    }

    /// <summary>Closes what is still open below, so that the trace is whole when it is sent.</summary>
    internal void Abandon(DateTime end)
    {
        foreach (var child in ChildrenNow())
        {
            if (child.EndTime is null)
            {
                child.EndTime = end > child.StartTime ? end : child.StartTime;
                child.WasAbandoned = true;
            }

            child.Abandon(end);
        }
    }

    /// <summary>A status that was seen on the wire says more than the exception that came of it.</summary>
    private Outcome OutcomeOf(Exception exception) =>
        Call?.HttpStatus is >= 400 and var status ? Outcomes.OfStatus(status) : Outcomes.OfException(exception);

    private void EndAt(DateTime end)
    {
        if (Trace!.Accepts())
        {
            EndTime = end > StartTime ? end : StartTime;
        }
    }
}
