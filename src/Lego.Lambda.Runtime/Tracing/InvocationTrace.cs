using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing.Metadata;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The trace of one invocation: a root subsegment under the function's segment, and everything that the invocation did below it. An
/// invocation that is not sampled may be recorded too; its trace is held in memory until the end shows whether it is kept.
/// </summary>
public sealed partial class InvocationTrace
{
    private readonly HandlerOptions _options;
    private Gate _gate;
    private string? _traceId;
    private MetadataContracts? _metadataContracts;
    private List<(Exception Exception, string Id)>? _described;
    private List<Subsegment>? _adopting;
    private Action<int>? _onLate;
    private long _startTimestamp;
    private int _late;
    private int _deepest;
    private volatile bool _isClosed;
    private volatile bool _isForced;

    private InvocationTrace(TraceHeader header, FunctionSegment? segment, SamplingDecision decision, HandlerOptions options)
    {
        _options = options;
        Header = header;
        Segment = segment;
        IsSampled = decision.IsSampled;
        SamplingRule = decision.RuleName;
        Root = Subsegment.None;
    }

    /// <summary>The root subsegment, named after the function.</summary>
    public Subsegment Root { get; private set; }

    /// <summary>Trace id in X-Ray's form.</summary>
    public string TraceId => _traceId ??= TraceIds.ToXRay(Header.TraceId);

    /// <summary>The header the invocation came with; where it had none, one with a trace id made for it.</summary>
    public TraceHeader Header { get; }

    /// <summary>True when the trace is sent whatever happens; false when it is held until its end.</summary>
    public bool IsSampled { get; }

    /// <summary>Why the trace is sent; <see cref="KeepReason.None"/> before its end, or when it is not.</summary>
    public KeepReason KeptBecause { get; private set; }

    /// <summary>True when the invocation ran into its deadline: what is open stays open, to show where it hung.</summary>
    public bool IsTimedOut { get; private set; }

    /// <summary>Subsegments that were started or ended after the invocation had ended; they are not in the trace.</summary>
    public int LateSubsegments => Volatile.Read(ref _late);

    /// <summary>The rule that sampled it; empty where the caller's decision was followed.</summary>
    internal string SamplingRule { get; }

    /// <summary>The function's segment where the framework writes it; null where Lambda does.</summary>
    internal FunctionSegment? Segment { get; }

    /// <summary>The invocation; null for the trace of a start that failed.</summary>
    internal HandlerContext? Invocation { get; set; }

    internal bool HasFailedParts { get; private set; }

    internal bool WasAnnounced { get; private set; }

    internal bool IsClosed => _isClosed;

    internal DependencyTargets Targets => _options.Targets;

    internal IReadOnlyList<string> PropagateTo => _options.Tracing.PropagateTo;

    internal TracedCalls Calls => _options.Tracing.Calls;

    internal ErrorSanitizer Sanitizer => _options.Sanitizer;

    /// <summary>How objects that are added as metadata are read.</summary>
    internal MetadataContracts MetadataContracts => _metadataContracts ??= MetadataContracts.For(_options.Tracing.MetadataTypes);

    internal bool IsForced => _isForced;

    /// <summary>The greatest <see cref="Subsegment.Depth"/> in it.</summary>
    internal int Deepest => Volatile.Read(ref _deepest);

    /// <summary>The root's activity; null for the trace of a start that failed.</summary>
    internal Activity? Activity { get; set; }

    /// <summary>True where every traced call has an activity, because what is outside of our trace refers to it.</summary>
    internal bool ShowsActivities => PropagateTo.Count > 0 || _options.Exporter is INeedsActivities { NeedsActivities: true };

    /// <summary>
    /// Starts the trace of an invocation, or returns null when nothing is to be recorded. The root becomes
    /// <see cref="Activity.Current"/> of the caller.
    /// </summary>
    /// <param name="name">Name of the root subsegment.</param>
    /// <param name="incoming">The header the invocation came with, if it had a readable one.</param>
    /// <param name="request">What sampling rules are matched against.</param>
    /// <param name="options">What handlers share.</param>
    internal static InvocationTrace? Start(string name, ParsedHeader? incoming, in SamplingRequest request, HandlerOptions options)
    {
        var tracing = options.Tracing;
        var upstream = incoming?.Sampled ?? SampleDecision.None;
        var decision = tracing.Sampler.Decide(request, upstream);
        if (!decision.IsSampled && tracing.Keep == KeepPolicy.None)
        {
            // Work of this invocation must not end up in the trace of whoever called it in process.
            if (Activity.Current is not null)
            {
                Activity.Current = null;
            }

            if (tracing.PropagateTo.Count > 0)
            {
                UnrecordedContext.Enter(
                    (incoming?.ToHeader() ?? NewHeader(options)) with { Sampled = SampleDecision.NotSampled }, tracing.PropagateTo);
            }

            return null;
        }

        var header = incoming?.ToHeader() ?? NewHeader(options);
        var hasLambdaSegment = header.HasParent && tracing.Segment switch
        {
            SegmentSource.Framework => false,
            SegmentSource.Lambda => true,
            _ => upstream == SampleDecision.Sampled,
        };
        var segment = hasLambdaSegment ? null : new FunctionSegment(upstream == SampleDecision.Sampled ? header.ParentId : default);
        var parent = new ActivityContext(
            header.TraceId,
            segment?.Id ?? header.ParentId,
            decision.IsSampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None,
            isRemote: true);
        var trace = new InvocationTrace(header, segment, decision, options);
        trace.Root = Subsegment.StartRoot(trace, name, parent);
        trace._startTimestamp = options.Clock.GetTimestamp();
        return trace;
    }

    /// <summary>
    /// The trace of a process that failed before its first invocation. There is no header to join then, and Lambda's own segment comes
    /// with the invocation only, so the trace is one of its own.
    /// </summary>
    internal static InvocationTrace OfInit(FunctionSegment segment, Exception exception, DateTimeOffset started, HandlerOptions options)
    {
        var trace = new InvocationTrace(NewHeader(options), segment, default, options);
        trace.Root = Subsegment.Ended(trace, "Initialization", started.UtcDateTime, options.Clock.GetUtcNow().UtcDateTime);
        trace.Root.Annotate("functionName", segment.Name);
        trace.Root.Annotate("errorType", "INIT_ERROR");
        trace.Root.Annotate("coldStart", true);
        trace.Root.Fail(exception);
        trace.Close(KeepReason.Error);
        return trace;
    }

    /// <summary>
    /// The time as UTC ticks: that of the root's start and what has passed since. A clock that is set meanwhile changes no duration and no
    /// order.
    /// </summary>
    internal long Now() => Root.StartTicks + _options.Clock.GetElapsedTime(_startTimestamp).Ticks;

    internal void NoteDepth(int depth)
    {
        for (var known = Volatile.Read(ref _deepest); depth > known;)
        {
            var found = Interlocked.CompareExchange(ref _deepest, depth, known);
            known = found == known ? depth : found;
        }
    }

    /// <summary>Keeps the trace whatever the sampling decision was.</summary>
    internal void Force() => _isForced = true;

    /// <summary>Ends the root; what is still open below it is closed with it and marked, or left open where the deadline cut it off.</summary>
    /// <param name="keptBecause">Why it is sent, or <see cref="KeepReason.None"/> when it is not.</param>
    internal void Close(KeepReason keptBecause)
    {
        CopyAdopted();
        KeptBecause = keptBecause;
        if (keptBecause != KeepReason.None)
        {
            Root.Annotate("keptBecause", Text(keptBecause), isFramework: true);
        }

        Root.End();
        if (keptBecause != KeepReason.None)
        {
            CompleteLate();
        }

        _isClosed = true;
        if (keptBecause == KeepReason.None)
        {
            return;
        }

        if (Root.HasOpenBelow())
        {
            Root.DescribeOpen();
        }

        Root.Seal(IsTimedOut ? null : Root.EndTicks);
    }

    /// <summary>
    /// Gives back what later invocations can use again. Nobody reads the trace any more; what is written to it from now on is lost.
    /// </summary>
    internal void Release()
    {
        if (!_options.Exporter.RetainsTraces)
        {
            Root.Release();
        }
    }

    /// <summary>Remembers a subsegment that another tracing library writes to, until <see cref="Close"/>.</summary>
    internal void Adopt(Subsegment subsegment)
    {
        using (_gate.Enter())
        {
            (_adopting ??= []).Add(subsegment);
        }
    }

    internal void MarkTimedOut() => IsTimedOut = true;

    /// <summary>For handlers of batches, where a part may fail while the invocation does not.</summary>
    internal void MarkFailedPart() => HasFailedParts = true;

    /// <summary>Prepares the trace for being sent unfinished; false when it has ended or nobody wants it.</summary>
    internal bool Announce(KeepPolicy policy)
    {
        if (IsClosed || !(IsSampled || policy.HasFlag(KeepPolicy.Faults)))
        {
            return false;
        }

        WasAnnounced = true;
        CompleteLate();
        Root.DescribeOpen();
        Root.Annotate("keptBecause", Text(IsSampled ? KeepReason.Sampled : KeepReason.Error), isFramework: true);
        return true;
    }

    /// <summary>False once the invocation has ended; each such question counts as one late subsegment.</summary>
    internal bool Accepts()
    {
        if (!_isClosed)
        {
            return true;
        }

        CountLost();
        return false;
    }

    /// <summary>Counts what could not be taken into the trace.</summary>
    internal void CountLost()
    {
        using (_gate.Enter())
        {
            _late++;
            _onLate?.Invoke(1);
        }
    }

    /// <summary>Tells a way out of late subsegments: those so far now, and each further one as it comes.</summary>
    internal void ReportLateTo(Action<int> count)
    {
        using (_gate.Enter())
        {
            if (_late > 0)
            {
                count(_late);
            }

            _onLate += count;
        }
    }

    /// <summary>Describes an exception once per trace; the second time only its id is given.</summary>
    internal (IReadOnlyList<TraceException>? Cause, string? CauseId) Describe(Exception exception)
    {
        using (_gate.Enter())
        {
            if (IdOf(exception) is { } known)
            {
                return (null, known);
            }
        }

        // Outside of the gate, since an exception's members are code of others.
        var described = Sanitizer.ForTrace(exception);
        using (_gate.Enter())
        {
            if (IdOf(exception) is { } known)
            {
                return (null, known);
            }

            if (described.Count > 0)
            {
                (_described ??= []).Add((exception, described[0].Id));
            }
        }

        return (described, null);
    }

    private string? IdOf(Exception exception)
    {
        if (_described is not null)
        {
            foreach (var (known, id) in _described)
            {
                if (ReferenceEquals(known, exception))
                {
                    return id;
                }
            }
        }

        return null;
    }

    private void CopyAdopted()
    {
        if (_adopting is null)
        {
            return;
        }

        Subsegment[] adopting;
        using (_gate.Enter())
        {
            adopting = [.. _adopting];
        }

        foreach (var subsegment in adopting)
        {
            subsegment.Adopted!.CopyTo(subsegment);
        }
    }

    private static TraceHeader NewHeader(HandlerOptions options) => new(TraceIds.New(options.Clock), default, SampleDecision.None);

    private static string Text(KeepReason reason) => reason switch
    {
        KeepReason.Sampled => "sampled",
        KeepReason.Error => "error",
        KeepReason.Slow => "slow",
        _ => "forced",
    };
}
