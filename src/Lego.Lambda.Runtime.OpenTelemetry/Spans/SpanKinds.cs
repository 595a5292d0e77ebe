using Lego.Lambda.Runtime.Sqs;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>Kinds of spans. Source: opentelemetry-proto 1, <c>trace.proto</c>, <c>SpanKind</c>.</summary>
internal static class SpanKinds
{
    internal const int Internal = 1;
    internal const int Server = 2;
    internal const int Client = 3;
    internal const int Consumer = 5;

    internal static int Of(Subsegment subsegment, InvocationTrace trace)
    {
        if (subsegment == trace.Root)
        {
            // Before its first invocation a process serves nobody.
            return trace.Invocation is null ? Internal : Server;
        }

        return subsegment.Call is not null ? Client : subsegment.Name == MessageSubsegment.Name ? Consumer : Internal;
    }
}
