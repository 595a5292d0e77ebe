using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>The activity source that every root subsegment and every traced call is started from.</summary>
public static class LambdaActivitySource
{
    /// <summary>The name to listen to.</summary>
    public const string Name = "Lego.Lambda";

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Starts the activity of an invocation below a parent in another process.</summary>
    internal static Activity? StartRoot(string name, ActivityContext parent)
    {
        GC.KeepAlive(Registration.Listener);
        return Source.StartActivity(name, ActivityKind.Server, parent);
    }

    /// <summary>Starts an activity below the current one, or below the subsegment that it belongs to where the current one can't be a parent.</summary>
    internal static Activity? Start(string name, Subsegment parent) =>
        Source.StartActivity(name) ?? Source.StartActivity(name, ActivityKind.Internal, parent.Context);

    private static class Registration
    {
        internal static readonly ActivityListener Listener = Register();

        private static ActivityListener Register()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == Name,
                // Activities of this source are only asked for where an invocation is recorded. Recorded, in the sense of W3C, are
                // the sampled ones: what is held in memory only must not tell others to record.
                Sample = static (ref ActivityCreationOptions<ActivityContext> options) =>
                    (options.Parent.TraceFlags & ActivityTraceFlags.Recorded) != 0
                        ? ActivitySamplingResult.AllDataAndRecorded
                        : ActivitySamplingResult.AllData,
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }
    }
}
