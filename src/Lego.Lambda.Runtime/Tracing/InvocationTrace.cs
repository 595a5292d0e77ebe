using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>The trace of one invocation: a root subsegment under Lambda's own segment, and everything that the invocation did below it.</summary>
public sealed class InvocationTrace
{
    private readonly ErrorSanitizer _sanitizer;
    private readonly Dictionary<Exception, string> _described = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _gate = new();
    private List<Subsegment>? _adopting;
    private int _closed;
    private int _late;

    private InvocationTrace(Activity root, TraceHeader header, DependencyTargets targets, ErrorSanitizer sanitizer)
    {
        _sanitizer = sanitizer;
        Targets = targets;
        Header = header;
        TraceId = TraceIds.ToXRay(header.TraceId);
        Root = Subsegment.StartRoot(this, root);
    }

    /// <summary>The root subsegment, named after the function.</summary>
    public Subsegment Root { get; }

    /// <summary>Trace id in X-Ray's form.</summary>
    public string TraceId { get; }

    /// <summary>The header the invocation came with; its Parent is Lambda's segment, under which the root hangs.</summary>
    public TraceHeader Header { get; }

    /// <summary>Subsegments that were started or ended after the invocation had ended; they are not in the trace.</summary>
    public int LateSubsegments => Volatile.Read(ref _late);

    internal DependencyTargets Targets { get; }

    internal bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>
    /// Starts the trace of an invocation, or returns null when nothing is to be recorded: the header is missing or incomplete, or says
    /// so. The root becomes <see cref="Activity.Current"/> of the caller.
    /// </summary>
    internal static InvocationTrace? Start(string name, string? headerText, DependencyTargets targets, ErrorSanitizer sanitizer)
    {
        if (!TraceHeader.TryParse(headerText, out var header) || header.Sampled != SampleDecision.Sampled || !header.HasParent)
        {
            // Work of this invocation must not end up in the trace of whoever called it in process.
            Activity.Current = null;
            return null;
        }

        LambdaActivitySource.Listen();
        var parent = new ActivityContext(header.TraceId, header.ParentId, ActivityTraceFlags.Recorded, isRemote: true);
        var root = LambdaActivitySource.Source.StartActivity(name, ActivityKind.Server, parent);
        return root is null ? null : new InvocationTrace(root, header, targets, sanitizer);
    }

    /// <summary>Ends the root; what is still open below it is closed with it and marked.</summary>
    internal void Close()
    {
        CopyAdopted();
        Root.End();
        Root.Abandon(Root.EndTime ?? Root.StartTime);
        Volatile.Write(ref _closed, 1);
    }

    /// <summary>Remembers a subsegment that another tracing library writes to, until <see cref="Close"/>.</summary>
    internal void Adopt(Subsegment subsegment)
    {
        lock (_gate)
        {
            (_adopting ??= []).Add(subsegment);
        }
    }

    /// <summary>False once the invocation has ended; each such question counts as one late subsegment.</summary>
    internal bool Accepts()
    {
        if (Volatile.Read(ref _closed) == 0)
        {
            return true;
        }

        Interlocked.Increment(ref _late);
        return false;
    }

    /// <summary>Describes an exception once per trace; the second time only its id is given.</summary>
    internal (IReadOnlyList<TraceException>? Cause, string? CauseId) Describe(Exception exception)
    {
        lock (_gate)
        {
            if (_described.TryGetValue(exception, out var known))
            {
                return (null, known);
            }

            var described = _sanitizer.ForTrace(exception);
            if (described.Count > 0)
            {
                _described[exception] = described[0].Id;
            }

            return (described, null);
        }
    }

    private void CopyAdopted()
    {
        Subsegment[] adopting;
        lock (_gate)
        {
            adopting = _adopting is null ? [] : [.. _adopting];
        }

        foreach (var subsegment in adopting)
        {
            subsegment.Adopted!.CopyTo(subsegment);
        }
    }
}
