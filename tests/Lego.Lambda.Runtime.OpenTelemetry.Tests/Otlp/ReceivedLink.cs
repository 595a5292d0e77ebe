namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

internal sealed record ReceivedLink(string TraceId, string SpanId, uint Flags);
