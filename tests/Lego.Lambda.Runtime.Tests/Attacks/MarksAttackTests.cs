using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.RuntimeApi;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Attacks;
using Lego.Testing.RuntimeApi;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>One process with many invocations at a time: what leaves it of a request, by whatever way, carries that request's marks alone.</summary>
[Category("Attack")]
[Parallelizable(ParallelScope.All)]
internal sealed partial class MarksAttackTests
{
    private const int AtOnce = 64;
    private const int Requests = 200;

    [Test]
    public async Task Every_answer_document_log_line_and_metric_line_has_its_own_requests_marks()
    {
        using var attack = new Attack("tracing-marks");
        await attack.RunAsync(async attackCase =>
        {
            using var probe = new Probe();
            using var metrics = new MemoryStream();
            var sender = new CollectingSender();
            using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, TestContext.Out.WriteLine);
            var options = probe.Options with
            {
                Exporter = exporter,
                Metrics = new MetricOptions { Output = new JsonLineOutput(Stream.Synchronized(metrics)) },
            };
            var answers = new ConcurrentBag<string>();
            var headers = Enumerable.Range(0, Requests).Select(number => new InvocationHeaders
            {
                RequestId = "request-" + Mark(attackCase.Number, number),
                TraceHeader = TestTrace.NewHeader(number % 2 == 0 ? SampleDecision.Sampled : SampleDecision.NotSampled).ToString(),
            }).ToList();
            await using (var loop = await RunningLoop.StartAsync(
                new HttpInvocationHandler(new MarkedFunction(options), "GET /marks/{mark}"), address => Options(address, options)))
            {
                await Task.WhenAll(headers.Select(async (header, number) =>
                {
                    var mark = Mark(attackCase.Number, number);
                    var outcome = await loop.Api.EnqueueAsync(Event(mark), header);
                    Assert.That(outcome.IsSuccess, Is.True);
                    Assert.That(Marks(outcome.Text), Is.EqualTo(new[] { mark }), outcome.Text);
                    answers.Add(mark);
                }));
            }

            var traces = headers.Select((header, number) => (Trace: TraceIdOf(header), Mark: Mark(attackCase.Number, number)))
                .ToDictionary(pair => pair.Trace, pair => pair.Mark);
            Assert.That(answers.Distinct().Count(), Is.EqualTo(Requests));
            var documents = sender.Take();
            CheckDocuments(documents, traces);
            var lines = probe.Log.Lines;
            CheckLines(lines, traces);
            var metricLines = Lines(metrics);
            CheckLines(metricLines, traces);
            Assert.That(metricLines.Select(line => (string?)line["traceId"]).Distinct().Count(), Is.EqualTo(Requests));
            attack.Count("requests", Requests);
            attack.Count("documents", documents.Count);
            attack.Count("log lines", lines.Count);
            attack.Count("metric lines", metricLines.Count);
        });
    }

    private static RuntimeLoopOptions Options(string address, HandlerOptions options) => new()
    {
        Environment = new LambdaEnvironment { FunctionName = "from-environment", Region = "eu-central-1" },
        Address = address,
        Concurrency = AtOnce,
        StopOnSignals = false,
        LoggerFactory = options.LoggerFactory,
        PublishTraceHeader = static _ => { },
    };

    private static string Mark(int attackCase, int number) => $"m{attackCase}x{number}m";

    private static string TraceIdOf(InvocationHeaders header) => header.TraceHeader!["Root=".Length..].Split(';')[0];

    private static void CheckDocuments(List<JsonObject> documents, Dictionary<string, string> traces)
    {
        foreach (var document in documents)
        {
            Assert.That(Marks(document.ToJsonString()), Is.EqualTo(new[] { traces[document.Text("trace_id")!] }), document.ToJsonString());
        }

        foreach (var (trace, mark) in traces)
        {
            var branches = documents.Where(document => document.Text("trace_id") == trace)
                .SelectMany(document => document.SelfAndDescendants()).Count(unit => unit.Text("name")!.StartsWith("work " + mark, StringComparison.Ordinal));
            Assert.That(branches, Is.Zero.Or.EqualTo(4), mark);
        }
    }

    private static void CheckLines(IReadOnlyList<JsonObject> lines, Dictionary<string, string> traces)
    {
        foreach (var line in lines)
        {
            Assert.That(Marks(line.ToJsonString()), Is.EqualTo(new[] { traces[(string)line["traceId"]!] }), line.ToJsonString());
        }
    }

    private static List<JsonObject> Lines(MemoryStream lines) =>
    [
        .. Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject()),
    ];

    private static string Event(string mark) => new JsonObject
    {
        ["version"] = "2.0",
        ["routeKey"] = "GET /marks/{mark}",
        ["rawPath"] = "/marks/" + mark,
        ["rawQueryString"] = "search=" + mark,
        ["queryStringParameters"] = new JsonObject { ["search"] = mark },
        ["pathParameters"] = new JsonObject { ["mark"] = mark },
        ["headers"] = new JsonObject { ["host"] = "api.example.com", ["user-agent"] = "agent " + mark, ["x-correlation-id"] = "own-" + mark },
        ["requestContext"] = new JsonObject
        {
            ["requestId"] = "request-" + mark,
            ["routeKey"] = "GET /marks/{mark}",
            ["authorizer"] = new JsonObject { ["jwt"] = new JsonObject { ["claims"] = new JsonObject { ["sub"] = "user-" + mark } } },
            ["http"] = new JsonObject { ["method"] = "GET", ["path"] = "/marks/" + mark, ["sourceIp"] = "203.0.113.7" },
        },
        ["isBase64Encoded"] = false,
    }.ToJsonString();

    private static IEnumerable<string> Marks(string text) => MarkPattern().Matches(text).Select(match => match.Value).Distinct();

    [GeneratedRegex("m[0-9]+x[0-9]+m")]
    private static partial Regex MarkPattern();
}
