using System.Text.Json;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Testing;
using Lego.Testing.RuntimeApi;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>The program of the functions, with nothing but its environment.</summary>
[Platform("Linux")]
public sealed class FunctionProcessTests
{
    private const string Function = "moc-stats-by-category";

    [TestCase(null, true, false)]
    [TestCase("xray", true, false)]
    [TestCase("otlp", false, true)]
    [TestCase("xray,otlp", true, true)]
    public async Task The_environment_chooses_where_traces_go_and_what_is_loaded(string? setting, bool toXRay, bool toCollector)
    {
        await using var api = await FakeRuntimeApi.StartAsync();
        await using var collector = await OtlpReceiver.StartAsync();
        using var daemon = new DaemonListener();
        using var process = FunctionProcess.Start(new Dictionary<string, string?>
        {
            ["_HANDLER"] = Function,
            ["AWS_LAMBDA_RUNTIME_API"] = api.Address,
            ["AWS_LAMBDA_FUNCTION_NAME"] = "stats",
            ["AWS_XRAY_DAEMON_ADDRESS"] = daemon.Address,
            ["LEGO_DATABASE"] = "Host=127.0.0.1;Database=lego;Username=nobody",
            ["LEGO_TRACE_EXPORT"] = setting,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "20000",
        });
        var header = TestTrace.NewHeader();
        var @event = HttpEvent.Create("GET /api/mocs/stats/by-category", userId: null);

        await api.EnqueueAsync(
            JsonSerializer.Serialize(@event, HttpEventContext.Default.APIGatewayHttpApiV2ProxyRequest),
            new InvocationHeaders { TraceHeader = header.ToString() });

        var traces = collector.Requests.Where(request => request.Message.Length > 0).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(daemon.ReceiveArrived(), Has.Count.EqualTo(toXRay ? 1 : 0));
            Assert.That(traces, Has.Count.EqualTo(toCollector ? 1 : 0), "what is sent is there before the answer is");
            Assert.That(process.MappedFiles.Contains("Lego.Lambda.Runtime.OpenTelemetry.dll", StringComparison.Ordinal), Is.EqualTo(toCollector));
            if (toCollector)
            {
                Assert.That(traces[0].Root.Name, Is.EqualTo(Function));
                Assert.That(traces[0].Root.TraceId, Is.EqualTo(header.TraceId.ToHexString()));
                Assert.That(traces[0].Root["http.response.status_code"], Is.EqualTo(401L));
                Assert.That(traces[0].Resource["service.name"], Is.EqualTo("stats"));
            }
        }
    }
}
