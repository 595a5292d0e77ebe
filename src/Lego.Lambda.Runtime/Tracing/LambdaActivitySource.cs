using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The activity source of root subsegments and traced calls. An invocation that is recorded has an activity always. A traced call has one
/// where somebody can see it: a listener to this source or to one below it, a way out that other spans are hung into, or a request that
/// hands the trace on.
/// </summary>
public static class LambdaActivitySource
{
    /// <summary>The name to listen to.</summary>
    public const string Name = "Lego.Lambda";

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Starts the activity of an invocation below a parent in another process.</summary>
    internal static Activity StartRoot(string name, ActivityContext parent)
    {
        if (Source.HasListeners() && Source.StartActivity(name, ActivityKind.Server, parent) is { } heard)
        {
            return Flagged(heard, parent.TraceFlags);
        }

        return new SubsegmentActivity(name).SetParentId(parent.TraceId, parent.SpanId, parent.TraceFlags).Start();
    }

    /// <summary>Starts an activity below the current one, or below the subsegment that it belongs to where the current one can't be a parent.</summary>
    internal static Activity Start(string name, Subsegment parent)
    {
        var context = parent.Context;
        if (Source.HasListeners()
            && (Source.StartActivity(name) ?? Source.StartActivity(name, ActivityKind.Internal, context)) is { } heard)
        {
            return Flagged(heard, context.TraceFlags);
        }

        var activity = new SubsegmentActivity(name);
        if (Activity.Current is not { } current || current.TraceId != context.TraceId)
        {
            activity.SetParentId(context.TraceId, context.SpanId, context.TraceFlags);
        }

        activity.Start();
        activity.ActivityTraceFlags = context.TraceFlags;
        return activity;
    }

    // Recorded, in the sense of W3C, is what is sent, also where its listeners did not ask for that.
    private static Activity Flagged(Activity activity, ActivityTraceFlags flags)
    {
        activity.ActivityTraceFlags |= flags;
        return activity;
    }
}
