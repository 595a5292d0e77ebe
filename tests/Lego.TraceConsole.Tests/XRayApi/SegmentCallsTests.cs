using System.Text.Json.Nodes;
using Lego.TraceConsole.XRayApi;

namespace Lego.TraceConsole.Tests.XRayApi;

[Parallelizable]
public sealed class SegmentCallsTests
{
    [Test]
    public async Task Documents_that_are_put_can_be_read_and_those_refused_are_named()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var documents = new JsonArray([.. SampleTrace.Documents().Select(document => JsonValue.Create(document.ToJsonString()))]);
        documents.Add((JsonNode)"nonsense");
        documents.Add((JsonNode)"""{"id":"1000000000000000","name":"x"}""");

        var answer = await console.CallAsync("/TraceSegments", new JsonObject { ["TraceSegmentDocuments"] = documents });
        var traces = await console.CallAsync("/Traces", new JsonObject { ["TraceIds"] = new JsonArray(SampleTrace.Id) });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["UnprocessedTraceSegments"]!.ToJsonString(), Is.EqualTo(
                """[{"ErrorCode":"ParseError","Message":"Invalid segment. ErrorCode: ParseError"},"""
                + """{"Id":"1000000000000000","ErrorCode":"MissingTraceId","Message":"Invalid segment. ErrorCode: MissingTraceId"}]"""));
            Assert.That(traces["Traces"]!.AsArray(), Has.Count.EqualTo(1));
        }
    }

    [TestCase("/TraceSegments", "{}", "TraceSegmentDocuments is required.")]
    [TestCase("/TraceSegments", """{"TraceSegmentDocuments":[]}""", "TraceSegmentDocuments is required.")]
    [TestCase("/TraceSegments", """{"TraceSegmentDocuments":[null]}""", "TraceSegmentDocuments must not have null among its items.")]
    [TestCase("/TraceSegments", """{"TraceSegmentDocuments":7}""", "TraceSegmentDocuments is not of the type that it should be.")]
    [TestCase("/TraceSegments", "<xml/>", "The body must be a JSON object.")]
    [TestCase("/TraceSegments", "null", "The body must be a JSON object.")]
    [TestCase("/TelemetryRecords", "{}", "TelemetryRecords is required.")]
    [TestCase(
        "/TelemetryRecords", """{"TelemetryRecords":[{"Timestamp":1}],"EC2InstanceId":"i-01234567890123456789"}""",
        "EC2InstanceId must have 0 to 20 characters, and has 22.")]
    public async Task Bad_input_is_answered_with_the_member_and_its_limit(string path, string body, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync(path, body);

        Assert.That((answer.Status, answer.ErrorType, answer.Message), Is.EqualTo((400, "InvalidRequestException", message)));
    }

    [Test]
    public async Task Telemetry_of_a_daemon_is_taken()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync(
            "/TelemetryRecords",
            """{"TelemetryRecords":[{"Timestamp":1772366400.5,"SegmentsSentCount":3,"BackendConnectionErrors":{}}],"Hostname":"here"}""");

        Assert.That((answer.Status, answer.Body.ToJsonString()), Is.EqualTo((200, "{}")));
    }

    [Test]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync("/TraceSegments", new string(' ', XRayCall.MaxBody + 1));

        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, "The body must have at most 8388608 bytes.")));
    }

    [TestCase("https://example.org", 403)]
    [TestCase("null", 403)]
    [TestCase("http://localhost:3000", 200)]
    public async Task A_page_of_another_host_cannot_call(string origin, int status)
    {
        await using var console = await ConsoleFixture.StartAsync();

        Assert.That((await console.PostAsync("/GetSamplingRules", "{}", origin: origin)).Status, Is.EqualTo(status));
    }

    [TestCase("/Insight")]
    [TestCase("/PutEncryptionConfig")]
    [TestCase("/TagResource")]
    public async Task What_the_console_does_not_do_is_said(string path)
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync(path, "{}");

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((501, "UnsupportedOperationException")));
    }

    [TestCase("/EncryptionConfig", """{"EncryptionConfig":{"Status":"ACTIVE","Type":"NONE"}}""")]
    [TestCase("/GetTraceSegmentDestination", """{"Destination":"XRay","Status":"ACTIVE"}""")]
    [TestCase("/InsightSummaries", """{"InsightSummaries":[]}""")]
    public async Task What_is_always_the_same_is_answered(string path, string expected)
    {
        await using var console = await ConsoleFixture.StartAsync();

        Assert.That((await console.CallAsync(path)).ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public async Task The_port_of_the_daemon_answers_calls_by_TCP()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var daemon = new UriBuilder("http", "127.0.0.1", console.Server.Daemon.Port).Uri;

        var answer = await console.PostAsync("/GetSamplingRules", "", daemon);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Body["SamplingRuleRecords"]!.AsArray(), Has.Count.EqualTo(1));
            Assert.That(console.Server.Endpoint.Port, Is.Not.EqualTo(daemon.Port));
        }
    }
}
