using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>The activity source that every root subsegment and every traced call is started from.</summary>
public static class LambdaActivitySource
{
    /// <summary>The name to listen to.</summary>
    public const string Name = "Lego.Lambda";

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>
    /// Registers the one listener of the process on first use. It creates activities only below a root that is recorded, so an
    /// invocation that is not sampled costs no activity at all.
    /// </summary>
    internal static void Listen() => GC.KeepAlive(Registration.Listener);

    private static class Registration
    {
        internal static readonly ActivityListener Listener = Register();

        private static ActivityListener Register()
        {
            var listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == Name,
                Sample = static (ref ActivityCreationOptions<ActivityContext> options) =>
                    (options.Parent.TraceFlags & ActivityTraceFlags.Recorded) != 0
                        ? ActivitySamplingResult.AllDataAndRecorded
                        : ActivitySamplingResult.None,
            };
            ActivitySource.AddActivityListener(listener);
            return listener;
        }
    }
}
