using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>An activity that is part of a call which takes it up, from its start to its end.</summary>
/// <param name="taker">The call.</param>
/// <param name="around">The part that this one is made for, as an HTTP request is for an SDK's call; null where there is none.</param>
/// <param name="source">Reads the activity.</param>
/// <param name="activity">The activity.</param>
internal sealed class CallPart(Subsegment taker, CallPart? around, MappedSource source, Activity activity)
{
    private const string Property = "lego.partOf";

    private readonly Lock _gate = new();
    private DependencyCall? _below;

    internal Subsegment Taker => taker;

    internal CallPart? Around => around;

    internal DependencyKind Kind => source.Kind;

    internal static CallPart? Of(Activity activity) => activity.GetCustomProperty(Property) as CallPart;

    internal void Start()
    {
        activity.SetCustomProperty(Property, this);
        taker.Open(this);
    }

    /// <summary>Takes up a request that this part is made by. Of several the last one counts: those before it were tried again.</summary>
    internal void TakeUp(DependencyCall request)
    {
        lock (_gate)
        {
            if (_below is null)
            {
                _below = request;
            }
            else
            {
                _below.Complete(request);
            }
        }
    }

    /// <summary>Adds what its requests had to say.</summary>
    internal DependencyCall Completed(DependencyCall call)
    {
        lock (_gate)
        {
            if (_below is not null)
            {
                call.Fill(_below);
            }
        }

        return call;
    }

    internal DependencyCall? Describe() => source.Describe(activity);
}
