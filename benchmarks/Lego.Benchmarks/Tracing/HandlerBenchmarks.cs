using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;

namespace Lego.Benchmarks.Tracing;

/// <summary>A whole handler beside one that does nothing but its work.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The tool calls the cleanup.")]
public class HandlerBenchmarks
{
    private readonly DatagramSink _sink = new();
    private TracedInvocation _sampled = null!;
    private Handler _handler = null!;
    private TestLambdaContext _context = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _sampled = new TracedInvocation(_sink.Address, isSampled: true, KeepPolicy.Errors);
        _handler = new Handler(_sampled.Options);
        _context = new TestLambdaContext { TraceId = _sampled.Header };
    }

    [Benchmark(Description = "TracedHandler, sampled, no log lines")]
    public Task<string> TracedHandler() => _handler.InvokeAsync("event", _context);

    [Benchmark(Description = "Raw handler: a method without tracing")]
    public Task<string> RawHandler()
    {
        TracedInvocation.Work(Subsegment.None);
        return Task.FromResult("done");
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _sampled.Dispose();
        _sink.Dispose();
    }

    private sealed class Handler(HandlerOptions options) : TracedHandler<string, string>("moc-get", options)
    {
        protected override Task<string> HandleAsync(string request, HandlerContext context, CancellationToken cancellationToken)
        {
            TracedInvocation.Work(context.Trace);
            return Task.FromResult("done");
        }
    }
}
