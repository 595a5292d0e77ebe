using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Testing.Tracing;

/// <summary>Trace headers for tests.</summary>
public static class TestTrace
{
    /// <summary>A header with new ids.</summary>
    public static TraceHeader NewHeader(SampleDecision sampled = SampleDecision.Sampled) =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), sampled);
}
