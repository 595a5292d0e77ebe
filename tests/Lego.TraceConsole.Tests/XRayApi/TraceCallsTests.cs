using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

[Parallelizable]
public sealed class TraceCallsTests
{
    [Test]
    public async Task A_summary_has_the_shape_of_the_API()
    {
        await using var console = await SampleAsync();

        var answer = await console.CallAsync("/TraceSummaries", ApiCall.Range());

        var summary = answer["TraceSummaries"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["TracesProcessedCount"]!.GetValue<long>(), Is.EqualTo(1));
            Assert.That(answer["ApproximateTime"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start - 1800));
            Assert.That(answer.AsObject(), Does.Not.ContainKey("NextToken"));
            Assert.That(summary["Id"]!.GetValue<string>(), Is.EqualTo(SampleTrace.Id));
            Assert.That(summary["StartTime"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start));
            Assert.That(summary["Duration"]!.GetValue<double>(), Is.EqualTo(0.5));
            Assert.That(summary["ResponseTime"]!.GetValue<double>(), Is.EqualTo(0.5));
            Assert.That(summary["HasFault"]!.GetValue<bool>(), Is.True);
            Assert.That(summary["HasError"]!.GetValue<bool>(), Is.False);
            Assert.That(summary["Http"]!.ToJsonString(), Is.EqualTo(
                """{"HttpURL":"http://127.0.0.1:5080/api/mocs/8f1c/files?x=1","HttpStatus":500,"HttpMethod":"POST"}"""));
            Assert.That(summary["Annotations"]!["coldStart"]!.ToJsonString(), Is.EqualTo(
                """[{"AnnotationValue":{"BooleanValue":true},"ServiceIds":"""
                + """[{"Name":"moc-file-upload","Names":["moc-file-upload"],"Type":"AWS::Lambda::Function"}]}]"""));
            Assert.That(summary["EntryPoint"]!["Type"]!.GetValue<string>(), Is.EqualTo("AWS::ApiGateway::Stage"));
            Assert.That(summary["FaultRootCauses"]![0]!["Services"]!.AsArray()[^1]!["Name"]!.GetValue<string>(), Is.EqualTo("lego@127.0.0.1"));
            Assert.That(summary["ResponseTimeRootCauses"]![0]!["Services"]![0]!["EntityPath"]![0]!["Coverage"]!.GetValue<double>(), Is.EqualTo(1));
            Assert.That(summary["ResourceARNs"]!.AsArray(), Is.Empty);
            Assert.That(summary.AsObject(), Does.Not.ContainKey("MatchedEventTime"));
        }
    }

    [TestCase("Event", true)]
    [TestCase("Service", false)]
    public async Task A_range_can_be_about_other_times(string kind, bool hasEventTime)
    {
        await using var console = await SampleAsync();

        var answer = await console.CallAsync("/TraceSummaries", ApiCall.Range(("TimeRangeType", kind)));

        Assert.That(answer["TraceSummaries"]![0]!.AsObject().ContainsKey("MatchedEventTime"), Is.EqualTo(hasEventTime));
    }

    [TestCase("annotation.mocId = \"8f1c\" AND fault", 1)]
    [TestCase("ok", 0)]
    [TestCase("service(\"moc-file-upload\") { annotation.coldStart = true }", 1)]
    public async Task A_filter_narrows_what_is_found_and_not_what_was_looked_at(string filter, int found)
    {
        await using var console = await SampleAsync();

        var answer = await console.CallAsync("/TraceSummaries", ApiCall.Range(("FilterExpression", filter)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["TraceSummaries"]!.AsArray(), Has.Count.EqualTo(found));
            Assert.That(answer["TracesProcessedCount"]!.GetValue<long>(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Pages_follow_each_other_newest_first_without_gap_or_repetition()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await PutManyAsync(console, 250);

        var (ids, processed) = (new List<string>(), 0L);
        string? token = null;
        do
        {
            var page = await console.CallAsync("/TraceSummaries", token is null ? ApiCall.Range() : ApiCall.Range(("NextToken", token)));
            ids.AddRange(page["TraceSummaries"]!.AsArray().Select(summary => summary!["Id"]!.GetValue<string>()));
            processed += page["TracesProcessedCount"]!.GetValue<long>();
            token = page["NextToken"]?.GetValue<string>();
        }
        while (token is not null);

        Assert.That((string.Join(' ', ids), processed), Is.EqualTo(
            (string.Join(' ', Enumerable.Range(0, 250).Reverse().Select(SampleTrace.TraceId)), 250L)));
    }

    [TestCase(true, 0, 0)]
    [TestCase(true, 1, 100)]
    [TestCase(false, 0, 100)]
    public async Task A_fixed_rate_counts_where_sampling_is_asked_for(bool sampling, double rate, int found)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await PutManyAsync(console, 100);

        var answer = await console.CallAsync("/TraceSummaries", ApiCall.Range(
            ("Sampling", sampling), ("SamplingStrategy", new JsonObject { ["Name"] = "FixedRate", ["Value"] = rate })));

        Assert.That(answer["TraceSummaries"]!.AsArray(), Has.Count.EqualTo(found));
    }

    [Test]
    public async Task Half_a_rate_draws_some_traces_and_the_same_ones_again()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await PutManyAsync(console, 100);
        var query = ApiCall.Range(("Sampling", true), ("SamplingStrategy", new JsonObject { ["Name"] = "FixedRate", ["Value"] = 0.5 }));

        var first = await console.CallAsync("/TraceSummaries", query);
        var second = await console.CallAsync("/TraceSummaries", query);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first["TraceSummaries"]!.AsArray(), Has.Count.InRange(20, 80));
            Assert.That(second.ToJsonString(), Is.EqualTo(first.ToJsonString()));
        }
    }

    [TestCase("""{"EndTime":2}""", "StartTime is required.")]
    [TestCase("""{"StartTime":2,"EndTime":2}""", "EndTime must be later than StartTime.")]
    [TestCase("""{"StartTime":-2,"EndTime":2}""", "StartTime must be epoch seconds.")]
    [TestCase("""{"StartTime":"x","EndTime":2}""", "StartTime is not of the type that it should be.")]
    [TestCase("""{"StartTime":1,"EndTime":2,"TimeRangeType":"Year"}""", "TimeRangeType must be TraceId, Event or Service.")]
    [TestCase("""{"StartTime":1,"EndTime":2,"NextToken":"x"}""", "NextToken is none that this call has answered.")]
    [TestCase(
        """{"StartTime":1,"EndTime":2,"SamplingStrategy":{"Name":"FixedRate","Value":2}}""",
        "SamplingStrategy.Value must be from 0 to 1, and is 2.")]
    [TestCase(
        """{"StartTime":1,"EndTime":2,"FilterExpression":"fault AND"}""",
        "FilterExpression: At character 10: expected a condition after `AND`, found the end.")]
    public async Task A_bad_query_is_answered_with_what_is_wrong(string body, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync("/TraceSummaries", body);

        Assert.That((answer.Status, answer.ErrorType, answer.Message), Is.EqualTo((400, "InvalidRequestException", message)));
    }

    [Test]
    public async Task Traces_come_folded_and_unknown_ones_are_left_out()
    {
        await using var console = await SampleAsync();

        var answer = await console.CallAsync("/Traces", new JsonObject { ["TraceIds"] = new JsonArray(SampleTrace.TraceId(7), SampleTrace.Id) });

        var trace = answer["Traces"]!.AsArray().Single()!;
        var documents = trace["Segments"]!.AsArray().Select(segment => JsonNode.Parse(segment!["Document"]!.GetValue<string>())!).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["UnprocessedTraceIds"]!.AsArray(), Is.Empty);
            Assert.That(trace["Duration"]!.GetValue<double>(), Is.EqualTo(0.5));
            Assert.That(trace["LimitExceeded"]!.GetValue<bool>(), Is.False);
            Assert.That(documents.Count(document => document["inferred"] is null), Is.EqualTo(3));
            Assert.That(documents.Count(document => document["inferred"] is not null), Is.EqualTo(2));
            Assert.That(
                documents.Single(document => document["id"]!.GetValue<string>() == SampleTrace.Function)["subsegments"]!.AsArray(),
                Has.Count.EqualTo(1));
        }
    }

    [TestCase("/Traces")]
    [TestCase("/TraceGraph")]
    public async Task At_most_five_ids_can_be_asked_for(string path)
    {
        await using var console = await ConsoleFixture.StartAsync();
        var ids = new JsonArray([.. Enumerable.Range(0, 6).Select(number => JsonValue.Create(SampleTrace.TraceId(number)))]);

        var tooMany = await console.PostAsync(path, new JsonObject { ["TraceIds"] = ids });
        var none = await console.PostAsync(path, "{}");
        var malformed = await console.PostAsync(path, """{"TraceIds":["1-2-3"]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tooMany.Message, Is.EqualTo("TraceIds must have at most 5 items, and has 6."));
            Assert.That(none.Message, Is.EqualTo("TraceIds is required."));
            Assert.That(malformed.Message, Does.StartWith("TraceIds must be ids of the form 1-"));
        }
    }

    private static async Task<ConsoleFixture> SampleAsync()
    {
        var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());
        return console;
    }

    private static Task<JsonNode> PutManyAsync(ConsoleFixture console, int count)
    {
        var documents = Enumerable.Range(0, count).Select(number =>
            JsonValue.Create(SampleTrace.Segment(SampleTrace.TraceId(number), start: SampleTrace.Start + number).ToJsonString()));
        return console.CallAsync("/TraceSegments", new JsonObject { ["TraceSegmentDocuments"] = new JsonArray([.. documents]) });
    }
}
