using System.Diagnostics.CodeAnalysis;
using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Core.Internal.Emitters;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using Amazon.XRay.Recorder.Core.Sampling;
using BenchmarkDotNet.Attributes;

namespace Lego.Benchmarks.Tracing;

/// <summary>The same workload with AWS's recorder.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The tool calls the cleanup.")]
public class RecorderBenchmarks
{
    private readonly DatagramSink _sink = new();
    private AWSXRayRecorder _recorder = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var emitter = new UdpSegmentEmitter();
        emitter.SetDaemonAddress(_sink.Address);
        _recorder = new AWSXRayRecorderBuilder().WithSegmentEmitter(emitter).Build();
    }

    [Benchmark(Description = "AWS X-Ray recorder, sampled")]
    public void Sampled() => Run(SampleDecision.Sampled);

    [Benchmark(Description = "AWS X-Ray recorder, not sampled")]
    public void NotSampled() => Run(SampleDecision.NotSampled);

    [GlobalCleanup]
    public void CleanUp()
    {
        _recorder.Dispose();
        _sink.Dispose();
    }

    private void Run(SampleDecision decision)
    {
        _recorder.BeginSegment(
            "moc-get", TraceId.NewId(), "53995c3f42cd8ad8", new SamplingResponse("Default", decision));
        _recorder.AddAnnotation("functionName", "moc-get");
        _recorder.AddAnnotation("coldStart", false);
        _recorder.AddAnnotation("userId", "a6d4b0f2-7c61-4b0e");
        _recorder.AddAnnotation("resultCount", 12);
        _recorder.AddMetadata("request", "requestId", "8f507cfc-xmpl-4697");
        _recorder.AddMetadata("request", "isColdStart", false);
        _recorder.AddMetadata("message", "Loaded the instructions with their parts and images");
        for (var i = 0; i < 4; i++)
        {
            _recorder.BeginSubsegment("load:parts");
            _recorder.AddAnnotation("table", "moc_instructions");
            _recorder.AddAnnotation("operation", "select");
            _recorder.AddMetadata("rowCount", 20L);
            _recorder.AddMetadata("query", "all parts of one list in the order of their numbers");
            _recorder.EndSubsegment();
        }

        _recorder.EndSegment();
    }
}
