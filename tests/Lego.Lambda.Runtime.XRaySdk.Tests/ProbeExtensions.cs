using Lego.Lambda.Runtime.Tests;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

internal static class ProbeExtensions
{
    internal static string TraceId(this Probe probe) => TraceIds.ToXRay(probe.Header.TraceId);

    /// <summary>Runs work of which nothing is recorded: it is not sampled, and nothing of what is not sampled is to be kept.</summary>
    internal static Task RunUnsampledAsync(this Probe probe, Func<Task> work)
    {
        var function = new Probe.Function(
            probe.Options with { Tracing = new TracingOptions { Keep = KeepPolicy.None } },
            async (_, _) =>
            {
                await work();
                return "done";
            });
        return function.InvokeAsync("event", probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));
    }

    internal static Task RunUnsampledAsync(this Probe probe, Action work) =>
        probe.RunUnsampledAsync(() =>
        {
            work();
            return Task.CompletedTask;
        });

    internal static Task RunAsync(this Probe probe, Action work) =>
        probe.RunAsync(() =>
        {
            work();
            return Task.CompletedTask;
        });
}
