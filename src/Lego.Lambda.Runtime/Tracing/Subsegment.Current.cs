using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <content>
/// Which subsegment the running code belongs to. Activities tell the invocation, and work that other libraries trace; below that a value of
/// our own tells the innermost traced call, since most calls have no activity.
/// </content>
public sealed partial class Subsegment
{
    private const string ActivityProperty = "lego.subsegment";

    private static readonly AsyncLocal<Subsegment?> Innermost = new();

    /// <summary>True when the running code belongs to an invocation that is recorded.</summary>
    internal static bool IsRecording => Current is not null;

    /// <summary>The subsegment that the running code belongs to; null where nothing is recorded.</summary>
    internal static Subsegment? Current
    {
        get
        {
            if (Find(Activity.Current) is not { } nearest)
            {
                return null;
            }

            // Activities of other libraries may be further in than our own innermost call, or further out.
            var innermost = Innermost.Value;
            return innermost is not null && innermost.Trace == nearest.Trace && innermost.IsWithin(nearest) ? innermost.Standing : nearest;
        }
    }

    /// <summary>The activity behind it, as far as there is one.</summary>
    internal Activity? Activity => Parent is null ? Trace?.Activity : _details?.Activity;

    /// <summary>The subsegment that an activity belongs to: its own, or that of the nearest activity above it.</summary>
    internal static Subsegment? Find(Activity? activity)
    {
        for (; activity is not null; activity = activity.Parent)
        {
            if (Of(activity) is { } found)
            {
                return found.Standing;
            }
        }

        return null;
    }

    /// <summary>The subsegment that an activity itself is.</summary>
    internal static Subsegment? Of(Activity activity) =>
        activity is SubsegmentActivity own ? own.Subsegment : activity.GetCustomProperty(ActivityProperty) as Subsegment;

    /// <summary>Makes this the subsegment that later calls of the running code nest under; nothing happens when it has ended.</summary>
    internal void MakeCurrent()
    {
        if (Trace is null || (_marks & Marks.Ended) != 0 || Current == this)
        {
            return;
        }

        var around = this;
        while (around is not null && around.Activity is not { IsStopped: false })
        {
            around = around.Parent;
        }

        if (around is not null)
        {
            Activity.Current = around.Activity;
            Innermost.Value = this;
        }
    }

    /// <summary>
    /// Gives it an activity, for an activity of another source that is about to be started below it, and makes that the current one.
    /// </summary>
    internal void ShowActivity()
    {
        if ((_marks & Marks.Ended) != 0)
        {
            return;
        }

        var activity = Activity;
        if (activity is null)
        {
            var made = LambdaActivitySource.Start(Name, Parent!);
            made.SetStartTime(StartTime);
            activity = TrySetActivity(made);
            if (activity != made)
            {
                made.Stop();
            }
        }

        if (!activity.IsStopped && Find(Activity.Current) != this)
        {
            Activity.Current = activity;
        }
    }

    internal bool IsWithin(Subsegment around)
    {
        for (var above = this; above is not null; above = above.Parent)
        {
            if (above == around)
            {
                return true;
            }
        }

        return false;
    }

    private void SetActivity(Activity activity)
    {
        if (Parent is null)
        {
            Trace!.Activity = activity;
        }
        else
        {
            Details.Activity = activity;
        }

        if (activity is SubsegmentActivity own)
        {
            own.Subsegment = this;
        }
        else
        {
            activity.SetCustomProperty(ActivityProperty, this);
        }
    }

    private Activity TrySetActivity(Activity made)
    {
        if (Interlocked.CompareExchange(ref Details.Activity, made, null) is { } earlier)
        {
            return earlier;
        }

        SetId(IdOf(made));
        SetActivity(made);
        return made;
    }

    /// <summary>Makes it the current one and remembers the flow as it was, so that the end can go back to it without a copy.</summary>
    private void Enter()
    {
        _content = SubsegmentContent.Rent();
        _content.Before = ExecutionContext.Capture();
        Innermost.Value = this;
        _content.After = ExecutionContext.Capture();
    }

    /// <summary>Makes current again what was before it. Where nothing else has changed since, the whole flow is as it was.</summary>
    private void Leave(ExecutionContext? before, ExecutionContext? after)
    {
        var around = Parent;
        while (around is { Parent: not null } && (around._marks & Marks.Ended) != 0)
        {
            around = around.Parent;
        }

        if (before is not null && around == Parent && ReferenceEquals(ExecutionContext.Capture(), after))
        {
            ExecutionContext.Restore(before);
        }
        else if (Innermost.Value == this)
        {
            Innermost.Value = around;
        }
    }

    /// <summary>Stops its activity. What was current beside it stays so: an activity made late remembers the flow of the call it was made for.</summary>
    private static long Stop(Activity activity, long end)
    {
        if (!activity.IsStopped)
        {
            activity.SetEndTime(new DateTime(end, DateTimeKind.Utc));
        }

        var current = Activity.Current;
        activity.Stop();
        if (current != activity && Activity.Current != current)
        {
            Activity.Current = current;
        }

        return EndOf(activity);
    }

    private static long EndOf(Activity activity) => (activity.StartTimeUtc + activity.Duration).Ticks;
}
