using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Reads the activities of a library's <see cref="ActivitySource"/> into traces, so that its calls appear without the function's code
/// knowing. Register one with <see cref="ActivityInstrumentation.Use"/>.
/// </summary>
public abstract class ActivityMapper
{
    /// <summary>Name of the source, for example <c>Npgsql</c>.</summary>
    public abstract string SourceName { get; }

    /// <summary>What the source's activities call. A traced call of this kind around them takes them up, so that there is one node.</summary>
    public abstract DependencyKind Kind { get; }

    /// <summary>
    /// True for an activity that is work of this process and no call of another: it shows in the timeline under its own name and is no
    /// node. Asked when it starts, before most of its tags are set, and again when it ends, when it may have turned out to be a call.
    /// Default: false.
    /// </summary>
    /// <param name="activity">The activity.</param>
    public virtual bool IsWork(Activity activity) => false;

    /// <summary>
    /// Describes a call that starts, for what is below it and for a trace that ends before it does. Default: the activity's own name.
    /// </summary>
    /// <param name="activity">The activity, with the tags that it was created with.</param>
    public virtual DependencyCall DescribeStart(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return new DependencyCall { Kind = Kind, Name = activity.OperationName };
    }

    /// <summary>
    /// Describes an activity. Called on the library's thread when it has ended, or earlier where the trace is sent before; when it throws,
    /// the call shows with the activity's own name.
    /// </summary>
    /// <param name="activity">The activity, with its tags. Values of parameters must not be taken from it.</param>
    /// <returns>The call, or null for an activity that is no call: it is left out, and those below it belong to what is above it.</returns>
    public abstract DependencyCall? Describe(Activity activity);

    /// <summary>The call's outcome. Default: a fault where the activity's status is an error, else by the HTTP status of the call.</summary>
    /// <param name="activity">The activity, which has ended.</param>
    /// <param name="call">What <see cref="Describe"/> made of it.</param>
    public virtual Outcome OutcomeOf(Activity activity, DependencyCall call)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(call);
        if (call.HttpStatus is { } status && status >= 400)
        {
            return Outcomes.OfStatus(status);
        }

        return activity.Status == ActivityStatusCode.Error ? Outcome.Fault : Outcome.Ok;
    }

    /// <summary>
    /// What one of several statements or requests of the same traced call is named in the timeline. Default: the activity's display name.
    /// </summary>
    /// <param name="activity">The activity, which has ended.</param>
    public virtual string PartName(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.DisplayName;
    }

    /// <summary>Adds what the call does not hold, such as metadata. Default: nothing.</summary>
    /// <param name="activity">The activity, which has ended.</param>
    /// <param name="subsegment">The activity's subsegment, or that of the call which took it up.</param>
    public virtual void Annotate(Activity activity, Subsegment subsegment)
    {
    }
}
