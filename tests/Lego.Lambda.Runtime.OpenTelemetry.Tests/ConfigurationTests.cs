using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Configuration;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>The environment variables of the OpenTelemetry specification.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ConfigurationTests
{
    [Test]
    public void Without_any_variable_a_collector_on_this_machine_is_meant()
    {
        var (options, problems) = Read([]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options!.Endpoint, Is.Null);
            Assert.That(options.Protocol, Is.EqualTo(OtlpProtocol.HttpProtobuf));
            Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromMilliseconds(500)));
            Assert.That(options.Headers, Is.Empty);
            Assert.That(options.Resource["service.name"].Text, Is.EqualTo("unknown_service:dotnet"));
            Assert.That(problems, Is.Empty);
        }
    }

    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://otlp.example.com", "https://otlp.example.com/v1/traces")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://otlp.example.com/", "https://otlp.example.com/v1/traces")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://otlp.example.com/base/", "https://otlp.example.com/base/v1/traces")]
    [TestCase("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://otlp.example.com/mine", "https://otlp.example.com/mine")]
    [TestCase("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://otlp.example.com", "https://otlp.example.com/")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://a;OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://b/t", "https://b/t")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://a;OTEL_EXPORTER_OTLP_TRACES_ENDPOINT= ", "https://a/v1/traces")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://a:4317;OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "https://a:4317/")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=https://a;OTEL_EXPORTER_OTLP_PROTOCOL=grpc;OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf", "https://a/v1/traces")]
    public void The_endpoint_is_found_as_the_specification_says(string variables, string endpoint)
    {
        var (options, problems) = Read(Variables(variables));

        Assert.That(options!.Endpoint!.AbsoluteUri, Is.EqualTo(endpoint));
        Assert.That(problems, Is.Empty);
    }

    [Test]
    public void Headers_are_decoded_and_those_for_traces_go_before_those_for_all()
    {
        var (options, problems) = Read(Variables(
            "OTEL_EXPORTER_OTLP_HEADERS=api-key=a%20b, x-team = lego ;OTEL_EXPORTER_OTLP_TRACES_HEADERS=API-KEY=c=d"));

        Assert.That(options!.Headers, Is.EquivalentTo(new Dictionary<string, string> { ["api-key"] = "c=d", ["x-team"] = "lego" }));
        Assert.That(problems, Is.Empty);
    }

    [TestCase("OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_PROTOCOL", false)]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318", "OTEL_EXPORTER_OTLP_ENDPOINT", false)]
    [TestCase("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=ftp://a", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", false)]
    [TestCase("OTEL_EXPORTER_OTLP_TIMEOUT=soon", "OTEL_EXPORTER_OTLP_TIMEOUT", true)]
    [TestCase("OTEL_EXPORTER_OTLP_TIMEOUT=0", "OTEL_EXPORTER_OTLP_TIMEOUT", true)]
    [TestCase("OTEL_EXPORTER_OTLP_HEADERS=br1ckt0wer", "OTEL_EXPORTER_OTLP_HEADERS", true)]
    [TestCase("OTEL_EXPORTER_OTLP_HEADERS=x-key=br1ckt0wer%0D%0Ax-more: 1", "x-key", true)]
    [TestCase("OTEL_EXPORTER_OTLP_HEADERS=x key=br1ckt0wer", "x key", true)]
    [TestCase("OTEL_RESOURCE_ATTRIBUTES=service.name", "OTEL_RESOURCE_ATTRIBUTES", true)]
    public void What_is_wrong_is_told_by_name_and_without_keys(string variables, string name, bool isUsable)
    {
        var (options, problems) = Read(Variables(variables));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problems.Single(), Does.Contain(name).And.Not.Contain("br1ckt0wer"));
            Assert.That(options is not null, Is.EqualTo(isUsable));
            Assert.That(options?.Headers ?? new Dictionary<string, string>(), Is.Empty);
            Assert.That(options?.Timeout ?? TimeSpan.FromMilliseconds(500), Is.EqualTo(TimeSpan.FromMilliseconds(500)));
        }
    }

    [Test]
    public void The_timeout_is_in_milliseconds_and_that_for_traces_goes_first()
    {
        var (options, _) = Read(Variables("OTEL_EXPORTER_OTLP_TIMEOUT=10000;OTEL_EXPORTER_OTLP_TRACES_TIMEOUT=250"));

        Assert.That(options!.Timeout, Is.EqualTo(TimeSpan.FromMilliseconds(250)));
    }

    [Test]
    public async Task The_resource_says_what_lambda_says_of_the_function()
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        var resource = await ResourceAsync(receiver, Variables(
            "AWS_LAMBDA_FUNCTION_NAME=moc-get;AWS_LAMBDA_FUNCTION_VERSION=7;AWS_LAMBDA_FUNCTION_MEMORY_SIZE=512;AWS_REGION=eu-central-1;"
            + "AWS_LAMBDA_LOG_GROUP_NAME=/aws/lambda/moc-get;AWS_LAMBDA_LOG_STREAM_NAME=2026/01/02/[7]abc;LEGO_STAGE=staging;"
            + "OTEL_RESOURCE_ATTRIBUTES=team=bricks,faas.version=live,note=a%2Cb"));

        var expected = new Dictionary<string, object>
        {
            ["service.name"] = "moc-get",
            ["cloud.provider"] = "aws",
            ["cloud.platform"] = "aws_lambda",
            ["cloud.region"] = "eu-central-1",
            ["faas.name"] = "moc-get",
            ["faas.version"] = "live",
            ["faas.instance"] = "2026/01/02/[7]abc",
            ["faas.max_memory"] = 512L * 1024 * 1024,
            ["deployment.environment.name"] = "staging",
            ["telemetry.sdk.language"] = "dotnet",
            ["team"] = "bricks",
            ["note"] = "a,b",
        };
        Assert.That(expected, Is.SubsetOf(resource));
        Assert.That(resource["aws.log.group.names"], Is.EqualTo(new[] { "/aws/lambda/moc-get" }));
    }

    [TestCase("AWS_LAMBDA_FUNCTION_NAME=moc-get", "moc-get")]
    [TestCase("AWS_LAMBDA_FUNCTION_NAME=moc-get;OTEL_RESOURCE_ATTRIBUTES=service.name=shop", "shop")]
    [TestCase("OTEL_RESOURCE_ATTRIBUTES=service.name=shop;OTEL_SERVICE_NAME=store", "store")]
    public void The_service_is_named_by_the_nearest_that_names_it(string variables, string name)
    {
        var (options, _) = Read(Variables(variables));

        Assert.That(options!.Resource["service.name"].Text, Is.EqualTo(name));
    }

    [TestCase("OTEL_SDK_DISABLED=true")]
    [TestCase("OTEL_EXPORTER_OTLP_ENDPOINT=nowhere")]
    public async Task Switched_off_or_without_an_endpoint_nothing_is_recorded(string variables)
    {
        using var log = new MemoryLog();
        using var exporter = OpenTelemetryExporter.FromEnvironment(OptionsWith(log), Variables(variables).GetValueOrDefault);
        var function = new Support.EchoFunction(OptionsWith(log) with { Exporter = exporter }, _ =>
        {
            Assert.That(Subsegment.IsRecording, Is.False);
            return Task.CompletedTask;
        });

        await function.InvokeAsync(HttpEvent.Create("GET /a"), new TestLambdaContext { TraceId = TestTrace.NewHeader().ToString() });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exporter.IsEnabled, Is.False);
            Assert.That(log.Text, variables.Contains("nowhere", StringComparison.Ordinal) ? Does.Contain("OTEL_EXPORTER_OTLP_ENDPOINT") : Does.Not.Contain("OTEL_"));
        }
    }

    [Test]
    public async Task A_connection_is_opened_beside_the_start_with_a_message_without_spans()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var log = new MemoryLog();

        using var exporter = OpenTelemetryExporter.FromEnvironment(
            OptionsWith(log), Variables("OTEL_EXPORTER_OTLP_ENDPOINT=" + receiver.Address).GetValueOrDefault);
        var first = await receiver.ArrivalAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Message, Is.Empty);
            Assert.That(first.Path, Is.EqualTo("/v1/traces"));
            Assert.That(exporter.Statistics, Is.EqualTo(default(OpenTelemetryStatistics)));
        }
    }

    [Test]
    public void Options_that_can_not_work_are_refused()
    {
        static void Create(OpenTelemetryOptions options) => new OpenTelemetryExporter(options, new ErrorSanitizer(production: true)).Dispose();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Create(new() { Endpoint = new Uri("/v1/traces", UriKind.Relative) }), Throws.ArgumentException);
            Assert.That(() => Create(new() { Timeout = TimeSpan.Zero }), Throws.ArgumentException);
            Assert.That(() => Create(new() { Pause = TimeSpan.Zero }), Throws.ArgumentException);
            Assert.That(
                () => Create(new() { Headers = new Dictionary<string, string> { ["x-key"] = "a\nb" } }),
                Throws.ArgumentException.With.Message.Contain("x-key").And.Message.Not.Contain("a\nb"));
        }
    }

    private static (OpenTelemetryOptions? Options, List<string> Problems) Read(Dictionary<string, string?> variables)
    {
        var problems = new List<string>();
        return (OtlpEnvironment.Read(variables.GetValueOrDefault, problems), problems);
    }

    private static Dictionary<string, string?> Variables(string text) => text.Split(';')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], string? (pair) => pair[1]);

    private static HandlerOptions OptionsWith(MemoryLog log) => new()
    {
        Exporter = new CombinedExporter([]),
        LoggerFactory = log.Factory,
    };

    private static async Task<IReadOnlyDictionary<string, object>> ResourceAsync(OtlpReceiver receiver, Dictionary<string, string?> variables)
    {
        var (options, problems) = Read(variables);
        Assert.That(problems, Is.Empty);
        using var log = new MemoryLog();
        using var exporter = new OpenTelemetryExporter(
            options! with { Endpoint = receiver.Endpoint, Timeout = TimeSpan.FromSeconds(30) }, new ErrorSanitizer(production: true));
        var function = new Support.EchoFunction(OptionsWith(log) with { Exporter = exporter }, _ => Task.CompletedTask);

        await function.InvokeAsync(HttpEvent.Create("GET /a"), new TestLambdaContext { TraceId = TestTrace.NewHeader().ToString() });

        return receiver.Requests.Single().Resource;
    }
}
