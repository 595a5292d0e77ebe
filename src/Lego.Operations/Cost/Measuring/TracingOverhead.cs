using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lego.Operations.Cost.Measuring;

/// <summary>What tracing adds to a request's duration: measured in this process, where a network does not drown it.</summary>
internal static class TracingOverhead
{
    private const int WarmUp = 500;
    private const int Invocations = 3_000;

    /// <summary>Runs a function that does nothing but traced calls, recorded and sent, recorded and let go, and not recorded.</summary>
    /// <param name="subsegments">Subsegments of a request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Milliseconds that a request takes longer when it is recorded and sent, and when it is recorded and not kept.</returns>
    public static async Task<(double RecordedMs, double HeldMs)> MeasureAsync(int subsegments, CancellationToken cancellationToken)
    {
        // Takes the datagrams and looks at none.
        using var daemon = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        daemon.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var sanitizer = new ErrorSanitizer(production: true);
        using var exporter = new XRayExporter(daemon.LocalEndPoint!.ToString(), sanitizer, static _ => { });
        var sent = new HandlerOptions { Exporter = exporter, Sanitizer = sanitizer, LoggerFactory = NullLoggerFactory.Instance };
        var off = sent with { Tracing = new TracingOptions { Keep = KeepPolicy.None } };

        var none = await RunAsync(off, SampleDecision.NotSampled, subsegments, cancellationToken);
        var held = await RunAsync(sent, SampleDecision.NotSampled, subsegments, cancellationToken);
        var recorded = await RunAsync(sent, SampleDecision.Sampled, subsegments, cancellationToken);
        return (Math.Max(0, recorded - none), Math.Max(0, held - none));
    }

    private static async Task<double> RunAsync(HandlerOptions options, SampleDecision decision, int subsegments, CancellationToken cancellationToken)
    {
        var function = new Function(options, subsegments);
        for (var i = 0; i < WarmUp; i++)
        {
            await function.InvokeAsync("", new TestLambdaContext { Sampled = decision });
        }

        // The median: one collection of garbage is not what a request adds.
        var times = new double[Invocations];
        for (var i = 0; i < Invocations; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var context = new TestLambdaContext { Sampled = decision };
            var started = Stopwatch.GetTimestamp();
            await function.InvokeAsync("", context);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(times);
        return times[Invocations / 2];
    }

    private sealed class Function(HandlerOptions options, int subsegments) : TracedHandler<string, string>("overhead", options)
    {
        protected override async Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            // A traced call is written as two subsegments, so half as many are made.
            for (var call = 0; call < subsegments / 2; call++)
            {
                await TraceDatabase("overhead.query", "table", DatabaseOperation.Select, static subsegment =>
                {
                    subsegment.AddMetadata("rowCount", 1);
                    return Task.CompletedTask;
                });
            }

            return "";
        }
    }
}
