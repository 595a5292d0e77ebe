using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>An activity that is part of a call which takes it up, from its start to its end.</summary>
/// <param name="taker">The call.</param>
/// <param name="around">The part that this one is made for, for example an SDK's call around its HTTP request; null where there is none.</param>
/// <param name="source">Reads the activity.</param>
/// <param name="activity">The activity.</param>
internal sealed class OpenPart(Subsegment taker, OpenPart? around, MappedSource source, Activity activity)
{
    private const string Property = "lego.partOf";

    internal Subsegment Taker => taker;

    internal OpenPart? Around => around;

    internal DependencyKind Kind => source.Kind;

    /// <summary>What the library recorded.</summary>
    internal Exception? Exception { get; set; }

    internal static OpenPart? Of(Activity activity) => activity.GetCustomProperty(Property) as OpenPart;

    internal void Start()
    {
        activity.SetCustomProperty(Property, this);
        taker.Open(this);
    }

    internal DependencyCall? Describe() => source.Describe(activity);
}
