using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Listens to one source. Its activities are created only below a recorded invocation; each becomes a subsegment of its own, or part of
/// the traced call around it.
/// </summary>
internal sealed class MappedSource(ActivityMapper mapper)
{
    // Between the two callbacks of one activity, which run on the thread that starts it. Only here is known what was current before an
    // activity whose parent was given by its context.
    [ThreadStatic]
    private static Subsegment? SampledBelow;

    private readonly SafeMapper _mapper = new(mapper);

    internal DependencyKind Kind => mapper.Kind;

    internal ActivityListener CreateListener() => new()
    {
        ShouldListenTo = source => source.Name == mapper.SourceName,
        Sample = static (ref ActivityCreationOptions<ActivityContext> options) => Sample(options.Parent),
        ActivityStarted = activity => Guard(activity, Started),
        ActivityStopped = activity => Guard(activity, Stopped),
        ExceptionRecorder = static (activity, exception, ref _) => Record(activity, exception),
    };

    /// <summary>Describes an activity, which may still run; null where it is no call.</summary>
    internal DependencyCall? Describe(Activity activity) => _mapper.IsWork(activity) ? null : _mapper.Describe(activity);

    private static void Guard(Activity activity, Action<Activity> callback)
    {
        try
        {
            callback(activity);
        }
#pragma warning disable CA1031 // It runs inside of the library's call, which must not fail by being watched.
        catch (Exception)
#pragma warning restore CA1031
        {
            Subsegment.Find(activity)?.Trace!.CountLost();
        }
    }

    private static ActivitySamplingResult Sample(in ActivityContext parent)
    {
        SampledBelow = null;
        var around = Subsegment.Current;
        // What was given a parent in another trace, as the receiver of a message is, does not belong to this one.
        if (around is null || parent.TraceId != around.Trace!.Header.TraceId || !around.Trace.Accepts())
        {
            return ActivitySamplingResult.None;
        }

        around.ShowActivity();
        SampledBelow = around;
        return around.Trace.IsSampled ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.AllData;
    }

    private void Started(Activity activity)
    {
        var sampledBelow = SampledBelow;
        SampledBelow = null;
        // The activity may have been created for another listener; without a subsegment above it, it is none of ours.
        var around = Subsegment.Find(activity.Parent);
        // A traced call that has ended has no activity to be found by.
        var isBelow = around is null ? activity.Parent is null && activity.ParentSpanId != default : sampledBelow?.IsWithin(around) == true;
        if (isBelow)
        {
            around = sampledBelow;
        }

        if (around is null || around.Trace!.IsClosed)
        {
            return;
        }

        if (_mapper.IsWork(activity))
        {
            around.Adopt(activity, null, this);
        }
        else if (PartOf(around, activity) is { } part)
        {
            part.Start();
        }
        else
        {
            // Known to be a node from the start, so that a call of another kind below it (an SDK's HTTP request) is taken up by it.
            var call = _mapper.DescribeStart(activity);
            call.IsNode = true;
            around.Adopt(activity, call, this);
        }
    }

    private CallPart? PartOf(Subsegment around, Activity activity)
    {
        for (var above = activity.Parent; above is not null && Subsegment.Of(above) is null; above = above.Parent)
        {
            if (CallPart.Of(above) is { } part)
            {
                if (part.Kind != Kind && part.Taker.TakerOf(Kind) == part.Taker)
                {
                    return new CallPart(part.Taker, part, this, activity);
                }

                break;
            }
        }

        return around.TakerOf(Kind) is { } taker ? new CallPart(taker, null, this, activity) : null;
    }

    private static void Record(Activity activity, Exception exception)
    {
        if (CallPart.Of(activity) is not null || Subsegment.Of(activity) is not null)
        {
            ActivityExceptions.Keep(activity, exception);
        }
    }

    private void Stopped(Activity activity)
    {
        if (CallPart.Of(activity) is { } part)
        {
            part.Taker.Close(part);
            Finish(part, activity);
        }
        else if (Subsegment.Of(activity) is { } subsegment)
        {
            if (!subsegment.Trace!.IsClosed)
            {
                Finish(subsegment, activity);
            }

            subsegment.EndWithActivity();
        }
    }

    private void Finish(CallPart part, Activity activity)
    {
        if (_mapper.Describe(activity) is not { } call)
        {
            return;
        }

        if (part.Around is { } whole)
        {
            whole.TakeUp(call);
            return;
        }

        part.Taker.TakeUp(Seen(activity, part.Completed(call)));
        _mapper.Annotate(activity, part.Taker);
    }

    private void Finish(Subsegment subsegment, Activity activity)
    {
        var isWork = _mapper.IsWork(activity);
        var call = (isWork ? null : _mapper.Describe(activity)) ?? subsegment.CallByRequest();
        if (call is not null && subsegment.Parent?.TakerOf(call.Kind) is { } taker)
        {
            // Its kind was seen only now.
            subsegment.Omit();
            taker.TakeUp(Seen(activity, subsegment.Completed(call)));
            return;
        }

        if (call is null && !isWork)
        {
            subsegment.Omit();
            return;
        }

        subsegment.Describe(call?.Name ?? activity.DisplayName, call);
        subsegment.Mark(call is null ? SafeMapper.StatusOf(activity) : _mapper.OutcomeOf(activity, call));
        if (ActivityExceptions.Of(activity) is { } exception)
        {
            subsegment.Trace!.DescribeLater(subsegment, exception);
        }
        else if (ActivityExceptions.Read(activity, subsegment.Trace!.Sanitizer) is { } cause)
        {
            subsegment.SetCause(cause);
        }

        _mapper.Annotate(activity, subsegment);
    }

    private SeenCall Seen(Activity activity, DependencyCall call) =>
        new(_mapper.PartName(activity), activity.StartTimeUtc, activity.Duration, call, _mapper.OutcomeOf(activity, call))
        {
            Exception = ActivityExceptions.Of(activity),
        };
}
