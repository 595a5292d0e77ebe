using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Listens to one source. Its activities are created only below a recorded invocation; each becomes a subsegment of its own, or part of
/// the traced call around it.
/// </summary>
internal sealed class MappedSource(ActivityMapper mapper)
{
    private const string PartOfProperty = "lego.partOf";

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
        var around = Subsegment.Find(activity.Parent);
        if (around is null)
        {
            return;
        }

        if (around.Call?.Takes(mapper.Kind) == true)
        {
            activity.SetCustomProperty(PartOfProperty, around);
        }
        else
        {
            // Known to be a node from the start, so that a call of another kind below it (an SDK's HTTP request) is taken up by it.
            around.Adopt(activity, new DependencyCall { Kind = mapper.Kind, Name = activity.OperationName, IsNode = true });
        }
    }

    private void Stopped(Activity activity)
    {
        if (activity.GetCustomProperty(PartOfProperty) is Subsegment around)
        {
            if (DescribeSafely(activity) is { } part)
            {
                around.TakeUp(new SeenCall(NameOf(activity), activity.StartTimeUtc, activity.Duration, part, OutcomeOf(activity, part)));
            }
        }
        else if (Subsegment.Of(activity) is { } subsegment)
        {
            Finish(subsegment, activity);
        }
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
            if (ActivityExceptions.Read(activity, subsegment.Trace!.Sanitizer) is { } cause)
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

    private DependencyCall? DescribeSafely(Activity activity)
    {
        try
        {
            return mapper.Describe(activity);
        }
#pragma warning disable CA1031 // A mapper may be the application's own; the call that it describes must not fail by it.
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
