using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Asks a mapper, which may be the application's own: the call that it describes must not fail by it.</summary>
[SuppressMessage("Design", "CA1031", Justification = "See the summary: whatever it throws, there is an answer.")]
internal sealed class SafeMapper(ActivityMapper mapper)
{
    internal static Outcome StatusOf(Activity activity) => activity.Status == ActivityStatusCode.Error ? Outcome.Fault : Outcome.Ok;

    internal bool IsWork(Activity activity)
    {
        try
        {
            return mapper.IsWork(activity);
        }
        catch (Exception)
        {
            return false;
        }
    }

    internal DependencyCall DescribeStart(Activity activity)
    {
        try
        {
            return mapper.DescribeStart(activity);
        }
        catch (Exception)
        {
            return new DependencyCall { Kind = mapper.Kind, Name = activity.OperationName };
        }
    }

    internal DependencyCall? Describe(Activity activity)
    {
        try
        {
            return mapper.Describe(activity);
        }
        catch (Exception)
        {
            return new DependencyCall { Kind = mapper.Kind, Name = activity.OperationName };
        }
    }

    internal Outcome OutcomeOf(Activity activity, DependencyCall call)
    {
        try
        {
            return mapper.OutcomeOf(activity, call);
        }
        catch (Exception)
        {
            return StatusOf(activity);
        }
    }

    internal string PartName(Activity activity)
    {
        try
        {
            return mapper.PartName(activity);
        }
        catch (Exception)
        {
            return activity.OperationName;
        }
    }

    internal void Annotate(Activity activity, Subsegment subsegment)
    {
        try
        {
            mapper.Annotate(activity, subsegment);
        }
        catch (Exception)
        {
            subsegment.AddMetadata("annotated", false, "trace");
        }
    }
}
