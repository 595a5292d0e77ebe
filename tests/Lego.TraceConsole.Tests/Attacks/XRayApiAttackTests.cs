using System.Text.Json.Nodes;
using Lego.Testing.Attacks;
using Lego.TraceConsole.Tests.XRayApi;

namespace Lego.TraceConsole.Tests.Attacks;

/// <summary>Faulty bodies of every call of the X-Ray API that the console answers.</summary>
[Category("Attack")]
[Parallelizable]
public sealed class XRayApiAttackTests
{
    private const string Rule = """
        {"RuleName":"uploads","Priority":10,"FixedRate":0.5,"ReservoirSize":3,"ServiceName":"moc-*","ServiceType":"*","Host":"*","HTTPMethod":"POST","URLPath":"/api/*",
         "ResourceARN":"*","Attributes":{"tier":"gold"},"Version":1}
        """;

    private const string Range = "\"StartTime\":1772364600,\"EndTime\":1772368200";

    private static readonly (string Path, JsonNode Body)[] Calls =
    [
        Call("/TraceSegments", new JsonObject { ["TraceSegmentDocuments"] = new JsonArray(SampleTrace.GatewaySegment().ToJsonString()) }.ToJsonString()),
        Call("/TelemetryRecords", """{"TelemetryRecords":[{"Timestamp":1772366400,"SegmentsReceivedCount":1}],"EC2InstanceId":"i","Hostname":"h","ResourceARN":"a"}"""),
        Call("/TraceSummaries", $$"""{{{Range}},"TimeRangeType":"Event","Sampling":true,"SamplingStrategy":{"Name":"FixedRate","Value":0.5},"FilterExpression":"fault","NextToken":null}"""),
        Call("/Traces", $$"""{"TraceIds":["{{SampleTrace.Id}}"],"NextToken":null}"""),
        Call("/ServiceGraph", $$"""{{{Range}},"GroupName":"Default","GroupARN":null,"NextToken":null}"""),
        Call("/TraceGraph", $$"""{"TraceIds":["{{SampleTrace.Id}}"],"NextToken":null}"""),
        Call("/TimeSeriesServiceStatistics", $$"""{{{Range}},"GroupName":"Default","EntitySelectorExpression":"service(\"moc-get\")","Period":60,"ForecastStatistics":false,"NextToken":null}"""),
        Call("/Groups", """{"NextToken":null}"""),
        Call("/GetGroup", """{"GroupName":"Default","GroupARN":null}"""),
        Call("/CreateGroup", """{"GroupName":"slow","FilterExpression":"duration > 5","InsightsConfiguration":{"InsightsEnabled":true,"NotificationsEnabled":false},"Tags":[]}"""),
        Call("/UpdateGroup", """{"GroupName":"slow","FilterExpression":"duration > 6","InsightsConfiguration":{"InsightsEnabled":false}}"""),
        Call("/DeleteGroup", """{"GroupName":"slow","GroupARN":null}"""),
        Call("/GetSamplingRules", """{"NextToken":null}"""),
        Call("/CreateSamplingRule", $$"""{"SamplingRule":{{Rule}},"Tags":[]}"""),
        Call("/UpdateSamplingRule", $$"""{"SamplingRuleUpdate":{{Rule}}}"""),
        Call("/DeleteSamplingRule", """{"RuleName":"uploads","RuleARN":null}"""),
        Call("/SamplingTargets", """{"SamplingStatisticsDocuments":[{"RuleName":"Default","ClientID":"0123456789abcdef01234567","Timestamp":1772366400,"RequestCount":5,"SampledCount":1,"BorrowCount":1}]}"""),
        Call("/SamplingStatisticSummaries", """{"NextToken":null}"""),
        Call("/EncryptionConfig", """{"a":1}"""),
        Call("/InsightSummaries", """{"a":1}"""),
    ];

    [Test]
    public async Task A_faulty_body_is_answered_or_refused_by_the_name_of_its_member()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using var attack = new Attack("input-xray-api");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var (path, body) = Calls[attackCase.Number % Calls.Length];
            var mutation = JsonMutator.Break(body, random);
            var answer = await console.PostAsync(path, mutation.Text);
            Check(attack, path, answer);
            if (answer.Status >= 400 && (mutation.Fault is JsonFault.WrongKind or JsonFault.Number or JsonFault.Text))
            {
                // Calls that a right body would not succeed with either: what they name has come or gone before.
                var isOfTheState = answer.Message!.Contains(" names no ", StringComparison.Ordinal)
                    || answer.Message.Contains("is the name of another", StringComparison.Ordinal)
                    || answer.Message.Contains("is the ARN of another", StringComparison.Ordinal);
                Assert.That(isOfTheState || mutation.Path.Any(name => answer.Message.Contains(name, StringComparison.Ordinal)), Is.True, answer.Message);
            }

            var damaged = new Mutator(random, "{", "}", "[", "]", ":", ",", "\"", "null", "1e999", "\\ud800").Mutate(body.ToJsonString());
            Check(attack, path, await console.PostAsync(path, damaged));
        });
        Assert.That((await console.PostAsync("/Groups", "{}")).Status, Is.EqualTo(200));
    }

    private static void Check(Attack attack, string path, ApiAnswer answer)
    {
        attack.Count(answer.Status < 400 ? "taken" : "refused");
        Assert.That(answer.Status, Is.InRange(200, 499), $"{path} {answer.Body.ToJsonString()}");
        if (answer.Status >= 400)
        {
            Assert.That((answer.ErrorType, answer.Message), Is.Not.EqualTo((null as string, null as string)));
            Assert.That(answer.Message, Is.Not.Null.And.Not.Empty);
        }
    }

    private static (string Path, JsonNode Body) Call(string path, string body) => (path, JsonNode.Parse(body)!);
}
