using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>Work in another trace. Source: AWS X-Ray developer guide, "Tracing event-driven applications".</summary>
internal readonly record struct TraceLink(ActivityTraceId TraceId, ActivitySpanId ParentId);
