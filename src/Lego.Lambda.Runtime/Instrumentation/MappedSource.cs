using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Listens to one source. Its activities are created only below a recorded invocation; each becomes a subsegment of its own, or part of
/// the traced call around it.
/// </summary>
internal sealed class MappedSource(ActivityMapper mapper)
{
    internal ActivityListener CreateListener() => new()
    {
        ShouldListenTo = source => source.Name == mapper.SourceName,
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => Sample(),
        SampleUsingParentId = static (ref ActivityCreationOptions<string> _) => Sample(),
        ActivityStarted = Started,
        ActivityStopped = Stopped,
    };

    private static ActivitySamplingResult Sample()
    {
        var around = Subsegment.Find(Activity.Current);
        if (around is null || !around.Trace!.Accepts())
        {
            return ActivitySamplingResult.None;
        }

        return around.Trace.IsSampled ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.AllData;
    }

    private void Started(Activity activity)
    {
        // The activity may have been created for another listener; without a subsegment above it, it is none of ours.
        var around = CallPart.FindAround(activity.Parent, out var part);
        if (around is null)
        {
            return;
        }

        if (part?.IsMadeBy(mapper.Kind) == true)
        {
            part.MarkMeans(activity);
        }
        else if (around.Call?.Takes(mapper.Kind) == true)
        {
            new CallPart(around, mapper.Kind).Mark(activity);
        }
        else
        {
            // Known to be a node from the start, so that a call of another kind below it (an SDK's HTTP request) is taken up by it, and
            // that it is the right node where the deadline cuts it off.
            var call = DescribeStartSafely(activity);
            call.IsNode = true;
            around.Adopt(activity, call);
        }
    }

    private void Stopped(Activity activity)
    {
        if (CallPart.Of(activity) is { } part)
        {
            FinishPart(part, activity);
        }
        else if (CallPart.MadeFor(activity) is { } whole)
        {
            if (DescribeSafely(activity) is { } means)
            {
                whole.TakeUp(means);
            }
        }
        else if (Subsegment.Of(activity) is { } subsegment)
        {
            Finish(subsegment, activity);
        }
    }

    private void FinishPart(CallPart part, Activity activity)
    {
        if (DescribeSafely(activity) is not { } call)
        {
            return;
        }

        part.CompleteFromBelow(call);
        AnnotateSafely(activity, part.Around);
        part.Around.TakeUp(new SeenCall(NameOf(activity), activity.StartTimeUtc, activity.Duration, call, OutcomeOf(activity, call)));
    }

    private void Finish(Subsegment subsegment, Activity activity)
    {
        var call = DescribeSafely(activity);
        if (call is not null)
        {
            call.IsNode = true;
            var taken = subsegment.Call;
            if (taken is not null)
            {
                // What calls below it had to say (an HTTP status) was taken up by the placeholder.
                call.Complete(taken);
            }

            subsegment.Describe(call.Name, call);
            subsegment.Mark(OutcomeOf(activity, call));
            AnnotateSafely(activity, subsegment);
            if (ActivityExceptions.Of(activity) is { } exception)
            {
                subsegment.FailSeen(exception);
            }
            else if (ActivityExceptions.Read(activity, subsegment.Trace!.Sanitizer) is { } cause)
            {
                subsegment.SetCause(cause);
            }
        }
        else
        {
            subsegment.Omit();
        }

        subsegment.EndWithActivity();
    }

    private DependencyCall DescribeStartSafely(Activity activity)
    {
        try
        {
            return mapper.DescribeStart(activity);
        }
#pragma warning disable CA1031 // A mapper may be the application's own; the call that it describes must not fail by it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new DependencyCall { Kind = mapper.Kind, Name = activity.OperationName };
        }
    }

    private void AnnotateSafely(Activity activity, Subsegment subsegment)
    {
        try
        {
            mapper.Annotate(activity, subsegment);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            subsegment.AddMetadata("instrumentation", "call could not be annotated", "trace");
        }
    }

    private DependencyCall? DescribeSafely(Activity activity)
    {
        try
        {
            return mapper.Describe(activity);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new DependencyCall { Kind = mapper.Kind, Name = activity.OperationName };
        }
    }

    private Outcome OutcomeOf(Activity activity, DependencyCall call)
    {
        try
        {
            return mapper.OutcomeOf(activity, call);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return activity.Status == ActivityStatusCode.Error ? Outcome.Fault : Outcome.Ok;
        }
    }

    private string NameOf(Activity activity)
    {
        try
        {
            return mapper.PartName(activity);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return activity.OperationName;
        }
    }
}
