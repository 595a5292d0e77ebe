using System.Buffers;
using System.Globalization;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Metrics;

/// <summary>What every invocation measures of itself.</summary>
internal static class RequestMetrics
{
    private const double BytesPerMegabyte = 1024 * 1024;

    internal static void Record(HandlerContext context, int? status, string? errorType, TimeSpan elapsed)
    {
        var metrics = context.Metrics;
        var milliseconds = Math.Round(elapsed.TotalMilliseconds, 3);
        metrics.Add("InvocationCount", 1, MetricUnit.Count);
        metrics.Add("ExecutionDuration", milliseconds, MetricUnit.Milliseconds);
        if (context.IsColdStart)
        {
            metrics.Add("ColdStart", 1, MetricUnit.Count);
        }

        RecordMemory(metrics, context.Lambda.MemoryLimitInMB);
        if (errorType is not null)
        {
            metrics.Add("ErrorCount", 1, MetricUnit.Count);
            metrics.Add("ErrorDuration", milliseconds, MetricUnit.Milliseconds, new KeyValuePair<string, string>("ErrorType", errorType));
        }

        if (context.Description.Method is { } method && status is { } code)
        {
            RecordRequest(metrics, method, code, errorType, milliseconds);
        }
    }

    internal static void Write(HandlerContext context, LogContext log, MetricOptions options, InvocationTrace? trace)
    {
        var exemplar = trace is { KeptBecause: not KeepReason.None } ? trace.TraceId : null;
        var buffer = new ArrayBufferWriter<byte>(1024);
        foreach (var line in MetricLines.Of(context.Metrics.Take()))
        {
            buffer.ResetWrittenCount();
            line.Write(buffer, log, exemplar, context.Clock.GetUtcNow());
            options.Output.Write(buffer.WrittenSpan);
        }
    }

    private static void RecordRequest(InvocationMetrics metrics, string method, int status, string? errorType, double milliseconds)
    {
        KeyValuePair<string, string> byMethod = new("Method", method);
        KeyValuePair<string, string> byStatus = new("StatusCode", status.ToString(CultureInfo.InvariantCulture));
        metrics.Add("RequestDuration", milliseconds, MetricUnit.Milliseconds, byMethod);
        if (status < 400)
        {
            metrics.Add("RequestSuccess", 1, MetricUnit.Count, byMethod, byStatus);
        }
        else
        {
            metrics.Add(
                "RequestError", 1, MetricUnit.Count, byMethod, new KeyValuePair<string, string>("ErrorType", errorType ?? "UNKNOWN"), byStatus);
        }
    }

    private static void RecordMemory(InvocationMetrics metrics, int limitMegabytes)
    {
        var used = ProcessMemory.Resident / BytesPerMegabyte;
        metrics.Add("MemoryUsed", Math.Round(used, 1), MetricUnit.Megabytes);
        if (limitMegabytes > 0)
        {
            metrics.Add("MemoryUtilization", Math.Round(100 * used / limitMegabytes, 1), MetricUnit.Percent);
        }
    }
}
