using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

[Parallelizable]
public sealed class GraphCallsTests
{
    [Test]
    public async Task The_graph_has_services_with_their_calls_and_a_client_in_front()
    {
        await using var console = await SampleAsync();

        var answer = await console.CallAsync("/ServiceGraph", ApiCall.Range());

        var services = answer["Services"]!.AsArray();
        var client = services.Single(service => service!["Type"]!.GetValue<string>() == "client")!;
        var gateway = services[client["Edges"]![0]!["ReferenceId"]!.GetValue<int>()]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(services.Select(service => service!["ReferenceId"]!.GetValue<int>()), Is.EqualTo(Enumerable.Range(0, services.Count)));
            Assert.That(client["State"]!.GetValue<string>(), Is.EqualTo("unknown"));
            Assert.That(client.AsObject(), Does.Not.ContainKey("SummaryStatistics"));
            Assert.That(gateway["Name"]!.GetValue<string>(), Is.EqualTo("lego-api/local"));
            Assert.That(gateway["Root"]!.GetValue<bool>(), Is.True);
            Assert.That(gateway["State"]!.GetValue<string>(), Is.EqualTo("active"));
            Assert.That(gateway["SummaryStatistics"]!.ToJsonString(), Is.EqualTo(
                """{"OkCount":0,"ErrorStatistics":{"ThrottleCount":0,"OtherCount":0,"TotalCount":0},"""
                + "\"FaultStatistics\":{\"OtherCount\":1,\"TotalCount\":1},\"TotalCount\":1,\"TotalResponseTime\":0.5}"));
            Assert.That(gateway["ResponseTimeHistogram"]![0]!["Count"]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(
                services.Single(service => service!["Type"]!.GetValue<string>() == "Database::SQL")!["State"]!.GetValue<string>(),
                Is.EqualTo("unknown"));
        }
    }

    [TestCase("fault", true)]
    [TestCase("ok", false)]
    [TestCase("service(\"moc-file-upload\") { annotation.coldStart = true }", true)]
    [TestCase("service(\"moc-file-upload\") { annotation.coldStart = false }", false)]
    public async Task A_group_narrows_the_graph_and_the_statistics(string filter, bool fits)
    {
        await using var console = await SampleAsync();
        var group = await console.CallAsync("/CreateGroup", new JsonObject { ["GroupName"] = "some", ["FilterExpression"] = filter });
        var arn = group["Group"]!["GroupARN"]!.GetValue<string>();

        var byName = await console.CallAsync("/ServiceGraph", ApiCall.Range(("GroupName", "some")));
        var byArn = await console.CallAsync("/ServiceGraph", ApiCall.Range(("GroupARN", arn)));
        var series = await console.CallAsync("/TimeSeriesServiceStatistics", ApiCall.Range(("GroupName", "some")));
        var summaries = await console.CallAsync("/TraceSummaries", ApiCall.Range(("FilterExpression", "group.name = \"some\"")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(byName["Services"]!.AsArray(), fits ? Is.Not.Empty : Is.Empty);
            Assert.That(byArn.ToJsonString(), Is.EqualTo(byName.ToJsonString()));
            Assert.That(series["TimeSeriesServiceStatistics"]!.AsArray(), Has.Count.EqualTo(fits ? 1 : 0));
            Assert.That(summaries["TraceSummaries"]!.AsArray(), Has.Count.EqualTo(fits ? 1 : 0));
        }
    }

    [Test]
    public async Task The_graph_of_a_trace_is_that_trace_alone()
    {
        await using var console = await SampleAsync();
        await console.SendAllAsync([SampleTrace.Segment(SampleTrace.TraceId(1), name: "other")]);

        var answer = await console.CallAsync("/TraceGraph", new JsonObject { ["TraceIds"] = new JsonArray(SampleTrace.TraceId(1)) });

        Assert.That(answer["Services"]!.AsArray().Select(service => service!["Name"]!.GetValue<string>()), Is.EqualTo(["other", "other"]));
    }

    [TestCase(null, "ServiceSummaryStatistics", 0.5)]
    [TestCase("service(\"lego-api/local\")", "ServiceSummaryStatistics", 0.5)]
    [TestCase("service(id(name: \"moc-file-upload\", type: \"AWS::Lambda\"))", "ServiceSummaryStatistics", 0.48)]
    [TestCase("edge(\"lego-api/local\", \"moc-file-upload\")", "EdgeSummaryStatistics", 0.48)]
    public async Task Statistics_over_time_are_those_of_what_is_selected(string? selector, string member, double seconds)
    {
        await using var console = await SampleAsync();
        var query = ApiCall.Range(("Period", 300));
        query["EntitySelectorExpression"] = selector;

        var point = (await console.CallAsync("/TimeSeriesServiceStatistics", query))["TimeSeriesServiceStatistics"]!.AsArray().Single()!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(point["Timestamp"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start));
            Assert.That(point[member]!["TotalResponseTime"]!.GetValue<double>(), Is.EqualTo(seconds));
            Assert.That(point["ResponseTimeHistogram"]!.AsArray(), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Many_points_come_in_pages()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var documents = Enumerable.Range(0, 1500).Select(minute => SampleTrace.Segment(
            SampleTrace.TraceId(minute), start: SampleTrace.Start + (60 * minute)).ToJsonString()).Chunk(1000);
        foreach (var chunk in documents)
        {
            var texts = new JsonArray([.. chunk.Select(document => JsonValue.Create(document))]);
            await console.CallAsync("/TraceSegments", new JsonObject { ["TraceSegmentDocuments"] = texts });
        }

        var query = new JsonObject { ["StartTime"] = SampleTrace.Start, ["EndTime"] = SampleTrace.Start + (60 * 1500) };
        var first = await console.CallAsync("/TimeSeriesServiceStatistics", query);
        query["NextToken"] = first["NextToken"]!.GetValue<string>();
        var second = await console.CallAsync("/TimeSeriesServiceStatistics", query);

        var times = first["TimeSeriesServiceStatistics"]!.AsArray().Concat(second["TimeSeriesServiceStatistics"]!.AsArray())
            .Select(point => point!["Timestamp"]!.GetValue<double>()).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(times, Is.EqualTo(Enumerable.Range(0, 1500).Select(minute => SampleTrace.Start + (60 * minute))));
            Assert.That(second.AsObject(), Does.Not.ContainKey("NextToken"));
        }
    }

    [TestCase("/ServiceGraph", """{"StartTime":0,"EndTime":21601}""", "EndTime must be at most 6 hours after StartTime.")]
    [TestCase("/ServiceGraph", """{"StartTime":0,"EndTime":1,"GroupName":"none"}""", "GroupName names no group that there is.")]
    [TestCase("/ServiceGraph", """{"StartTime":0,"EndTime":1,"NextToken":"x"}""", "NextToken is none that this call has answered.")]
    [TestCase("/TimeSeriesServiceStatistics", """{"StartTime":0,"EndTime":1,"Period":10}""", "Period must be 60 or 300 seconds.")]
    [TestCase(
        "/TimeSeriesServiceStatistics", """{"StartTime":0,"EndTime":1,"EntitySelectorExpression":"fault"}""",
        "EntitySelectorExpression must be service(…) or edge(…, …) with names of services, and without braces.")]
    public async Task A_bad_query_is_answered_with_what_is_wrong(string path, string body, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync(path, body);

        Assert.That((answer.Status, answer.ErrorType, answer.Message), Is.EqualTo((400, "InvalidRequestException", message)));
    }

    private static async Task<ConsoleFixture> SampleAsync()
    {
        var console = await ConsoleFixture.StartAsync();
        await console.SendAllAsync(SampleTrace.Documents());
        return console;
    }
}
