using Lego.Lambda.Runtime.Tests;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

internal static class ProbeExtensions
{
    internal static string TraceId(this Probe probe) => TraceIds.ToXRay(probe.Header.TraceId);

    internal static Task RunUnsampledAsync(this Probe probe, Func<Task> work) =>
        probe.RunAsync(work, probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

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
