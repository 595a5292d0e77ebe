using Lego.Functions;
using Lego.LocalHost.RuntimeApi;

namespace Lego.LocalHost.Tracing;

/// <summary>What the two segments of one invocation are written from.</summary>
internal sealed record TracedInvocation(
    FunctionDefinition Function, string TraceId, string? ParentId, string ServiceId, string FunctionSegmentId, InvocationResult Result);
