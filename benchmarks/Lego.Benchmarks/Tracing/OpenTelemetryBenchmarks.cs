using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Lego.Benchmarks.Tracing;

/// <summary>The same workload with the OpenTelemetry SDK: annotations and metadata are tags of its spans.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The tool calls the cleanup.")]
public class OpenTelemetryBenchmarks
{
    private static readonly ActivitySource Source = new("Lego.Benchmarks.Peer");

    private readonly ActivityContext _parent = new(
        ActivityTraceId.CreateFromString("5759e988bd862e3fe1be46a994272793"),
        ActivitySpanId.CreateFromString("53995c3f42cd8ad8"),
        ActivityTraceFlags.Recorded,
        isRemote: true);

    private OtlpSink? _sink;
    private TracerProvider _provider = null!;

    [GlobalSetup(Target = nameof(Batch))]
    public void SetUpBatch() => _provider = Builder().AddProcessor(new BatchActivityExportProcessor(new NoExporter())).Build()!;

    [GlobalSetup(Target = nameof(Flushed))]
    public void SetUpFlushed()
    {
        _sink = new OtlpSink();
        _provider = Builder()
            .AddOtlpExporter(options =>
            {
                options.Endpoint = _sink.Endpoint;
                options.Protocol = OpenTelemetry.Exporter.OtlpExportProtocol.HttpProtobuf;
            })
            .Build()!;
    }

    [Benchmark(Description = "OpenTelemetry SDK, batch exporter that sends nothing")]
    public void Batch() => Work();

    [Benchmark(Description = "OpenTelemetry SDK, OTLP, flushed before the answer")]
    public bool Flushed()
    {
        Work();
        return _provider.ForceFlush();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _provider.Dispose();
        _sink?.Dispose();
    }

    private static TracerProviderBuilder Builder() => Sdk.CreateTracerProviderBuilder().AddSource(Source.Name);

    private void Work()
    {
        using var root = Source.StartActivity("moc-get", ActivityKind.Server, _parent);
        root?.SetTag("functionName", "moc-get").SetTag("coldStart", false).SetTag("userId", "a6d4b0f2-7c61-4b0e").SetTag("resultCount", 12);
        root?.SetTag("request.requestId", "8f507cfc-xmpl-4697").SetTag("request.isColdStart", false);
        root?.SetTag("default.message", "Loaded the instructions with their parts and images");
        for (var i = 0; i < 4; i++)
        {
            using var call = Source.StartActivity("load:parts");
            call?.SetTag("table", "moc_instructions").SetTag("operation", "select");
            call?.SetTag("rowCount", 20L).SetTag("query", "all parts of one list in the order of their numbers");
        }
    }

    private sealed class NoExporter : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
    }
}
