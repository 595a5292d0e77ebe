using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>An activity that is part of the traced call around it, with what the calls that it is made by add to it.</summary>
internal sealed class CallPart(Subsegment around, DependencyKind kind)
{
    private const string PartProperty = "lego.partOf";
    private const string MeansProperty = "lego.meansOf";

    private readonly Lock _gate = new();
    private DependencyCall? _seen;

    internal Subsegment Around => around;

    /// <summary>The part that an activity is, or null.</summary>
    internal static CallPart? Of(Activity activity) => activity.GetCustomProperty(PartProperty) as CallPart;

    /// <summary>The part that an activity is made for, as an HTTP request is for an SDK's call; or null.</summary>
    internal static CallPart? MadeFor(Activity activity) => activity.GetCustomProperty(MeansProperty) as CallPart;

    /// <summary>The nearest subsegment above, and the nearest part in between.</summary>
    internal static Subsegment? FindAround(Activity? activity, out CallPart? part)
    {
        part = null;
        for (; activity is not null; activity = activity.Parent)
        {
            if (Subsegment.Of(activity) is { } found)
            {
                return found;
            }

            part ??= Of(activity);
        }

        return null;
    }

    internal bool IsMadeBy(DependencyKind other) => other != kind && DependencyCall.Takes(kind, other);

    internal void Mark(Activity activity) => activity.SetCustomProperty(PartProperty, this);

    internal void MarkMeans(Activity activity) => activity.SetCustomProperty(MeansProperty, this);

    internal void TakeUp(DependencyCall call)
    {
        lock (_gate)
        {
            if (_seen is null)
            {
                _seen = call;
            }
            else
            {
                _seen.Complete(call);
            }
        }
    }

    internal void CompleteFromBelow(DependencyCall call)
    {
        lock (_gate)
        {
            if (_seen is not null)
            {
                call.Complete(_seen);
            }
        }
    }
}
