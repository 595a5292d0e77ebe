using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Metrics;

[Parallelizable(ParallelScope.All)]
public sealed class MetricTests
{
    [Test]
    public async Task A_request_measures_itself_in_one_line()
    {
        using var probe = new Probe();
        using var lines = new MemoryStream();
        var context = probe.Context();

        await Note(probe, lines, _ => NoteFunction<NoteQuery>.Nothing()).InvokeAsync(HttpEvent.Create("GET /notes"), context);

        var line = Lines(lines).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Dimensions(line, "RequestSuccess"), Is.EqualTo(new[] { "Environment=test", "FunctionName=note", "Method=GET", "StatusCode=204" }));
            Assert.That(Dimensions(line, "RequestDuration"), Is.EqualTo(new[] { "Environment=test", "FunctionName=note", "Method=GET" }));
            Assert.That(Dimensions(line, "ExecutionDuration"), Is.EqualTo(new[] { "Environment=test", "FunctionName=note" }));
            Assert.That((double?)line["InvocationCount"], Is.EqualTo(1));
            Assert.That((double?)line["ColdStart"], Is.EqualTo(1));
            Assert.That((double?)line["MemoryUsed"], Is.GreaterThan(1));
            Assert.That((double?)line["MemoryUtilization"], Is.GreaterThan(0));
            Assert.That(Unit(line, "RequestDuration"), Is.EqualTo("Milliseconds"));
            Assert.That((string?)line["requestId"], Is.EqualTo(context.AwsRequestId));
            Assert.That((string?)line["traceId"], Is.EqualTo(TraceIds.ToXRay(probe.Header.TraceId)));
            Assert.That((string?)line["_aws"]!["CloudWatchMetrics"]![0]!["Namespace"], Is.EqualTo("LegoAPI/Lambda"));
        }
    }

    [TestCase(SampleDecision.Sampled, true)]
    [TestCase(SampleDecision.NotSampled, false)]
    public async Task A_trace_that_was_sent_is_named_as_the_exemplar_of_the_numbers(SampleDecision decision, bool isNamed)
    {
        using var probe = new Probe();
        using var lines = new MemoryStream();
        var header = TestTrace.NewHeader(decision);

        await Note(probe, lines, _ => NoteFunction<NoteQuery>.Nothing()).InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context(header));

        var line = Lines(lines).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)line["traceId"], Is.EqualTo(TraceIds.ToXRay(header.TraceId)));
            Assert.That((string?)line["exemplarTraceId"], Is.EqualTo(isNamed ? TraceIds.ToXRay(header.TraceId) : null));
        }
    }

    [Test]
    public async Task What_the_business_counts_goes_to_a_namespace_of_its_own_in_the_same_line()
    {
        using var probe = new Probe();
        using var lines = new MemoryStream();

        await Note(probe, lines, context =>
        {
            context.Count("NotesCreated");
            context.Count("NotesCreated", 2);
            return NoteFunction<NoteQuery>.Nothing();
        }).InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context());

        var line = Lines(lines).Single();
        var directive = line["_aws"]!["CloudWatchMetrics"]!.AsArray().Single(directive => (string?)directive!["Namespace"] == "LegoAPI/Business");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double?)line["NotesCreated"], Is.EqualTo(3));
            Assert.That(directive!["Dimensions"]!.ToJsonString(), Is.EqualTo("""[["Environment"]]"""));
            Assert.That((string?)line["InvocationCount"]?.ToString(), Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task A_failure_is_counted_with_its_code_and_status()
    {
        using var probe = new Probe();
        using var lines = new MemoryStream();

        await Note(probe, lines, _ => Task.FromException<Runtime.Http.HttpResult>(new NotFoundException("No such note."))).InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context());

        var line = Lines(lines).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Dimensions(line, "RequestError"),
                Is.EqualTo(new[] { "Environment=test", "FunctionName=note", "Method=GET", "ErrorType=NOT_FOUND", "StatusCode=404" }));
            Assert.That((double?)line["ErrorCount"], Is.EqualTo(1));
            Assert.That(line["RequestSuccess"], Is.Null);
        }
    }

    [TestCase(SampleDecision.Sampled)]
    [TestCase(SampleDecision.NotSampled)]
    public async Task Traced_calls_are_counted_whether_they_are_recorded_or_not(SampleDecision decision)
    {
        using var probe = new Probe();
        using var lines = new MemoryStream();

        await Note(probe, lines, async _ =>
        {
            await TraceDatabase("a", "t", DatabaseOperation.Select, () => Task.CompletedTask);
            await TraceDatabase("b", "t", DatabaseOperation.Select, () => Task.CompletedTask);
            await TraceDatabase("c", "t", DatabaseOperation.Insert, () => Task.CompletedTask);
            using (TraceS3("DeleteObjects", "bucket"))
            {
            }

            await TraceSearch("index", "i", () => Task.CompletedTask);
            return NoteFunction<NoteQuery>.Nothing();
        }).InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context(TestTrace.NewHeader(decision)));

        var all = Lines(lines);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Counted(all, "DatabaseQueryCount", "QueryType"), Is.EquivalentTo(new[] { "read: 2", "write: 1" }));
            Assert.That(Counted(all, "S3OperationCount", "Operation"), Is.EqualTo(new[] { "delete: 1" }));
            Assert.That(Counted(all, "OpenSearchQueryCount", "QueryType"), Is.EqualTo(new[] { "index: 1" }));
        }
    }

    [Test]
    public async Task A_function_adds_metrics_of_its_own()
    {
        using var probe = new Probe();
        using var lines = new MemoryStream();

        await Note(probe, lines, context =>
        {
            context.Invocation.Metrics.Add("MocsCreated", 1, MetricUnit.Count);
            context.Invocation.Metrics.Add("MocsCreated", 2, MetricUnit.Count);
            context.Invocation.Metrics.Add("Broken", double.NaN, MetricUnit.None);
            var type = new KeyValuePair<string, string>("UploadType", "gallery");
            context.Invocation.Metrics.AddTo("LegoAPI/ImageUploads", "FileSize", 10, MetricUnit.Bytes, type);
            context.Invocation.Metrics.AddTo("LegoAPI/ImageUploads", "FileSize", 20, MetricUnit.Bytes, type);
            return NoteFunction<NoteQuery>.Nothing();
        }).InvokeAsync(HttpEvent.Create("GET /notes"), probe.Context());

        var line = Lines(lines).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((double?)line["MocsCreated"], Is.EqualTo(3));
            Assert.That(line["FileSize"]!.ToJsonString(), Is.EqualTo("[10,20]"));
            Assert.That(Dimensions(line, "FileSize"), Is.EqualTo(new[] { "Environment=test", "UploadType=gallery" }));
            Assert.That(line["Broken"], Is.Null);
        }
    }

    [Test]
    public async Task Without_a_place_for_metrics_nothing_is_collected()
    {
        using var probe = new Probe();
        InvocationMetrics? seen = null;

        await probe.RunAsync(() =>
        {
            seen = InvocationMetrics.Current;
            return Task.CompletedTask;
        });

        Assert.That(seen, Is.Null);
    }

    private static NoteFunction<NoteQuery> Note(Probe probe, MemoryStream lines, Func<Runtime.Http.HttpRequestContext, Runtime.Http.HttpResult> work) =>
        Note(probe, lines, context => Task.FromResult(work(context)));

    private static NoteFunction<NoteQuery> Note(Probe probe, MemoryStream lines, Func<Runtime.Http.HttpRequestContext, Task<Runtime.Http.HttpResult>> work) =>
        new(probe.Options with { Metrics = new MetricOptions { Environment = "test", Output = new JsonLineOutput(lines) } }, (_, _, context) => work(context));

    private static List<JsonObject> Lines(MemoryStream lines) =>
        [.. Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    private static JsonObject Directive(JsonObject line, string metric) =>
        line["_aws"]!["CloudWatchMetrics"]!.AsArray().Select(directive => directive!.AsObject())
            .Single(directive => directive["Metrics"]!.AsArray().Any(entry => (string?)entry!["Name"] == metric));

    private static IEnumerable<string> Dimensions(JsonObject line, string metric) =>
        Directive(line, metric)["Dimensions"]![0]!.AsArray().Select(key => $"{key}={line[(string)key!]}");

    private static string? Unit(JsonObject line, string metric) =>
        (string?)Directive(line, metric)["Metrics"]!.AsArray().Single(entry => (string?)entry!["Name"] == metric)!["Unit"];

    private static IEnumerable<string> Counted(IEnumerable<JsonObject> lines, string metric, string dimension) =>
        lines.Where(line => line[metric] is not null).Select(line => $"{line[dimension]}: {line[metric]}");
}
