using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

[Parallelizable]
public sealed class SamplingCallsTests
{
    [Test]
    public async Task A_rule_is_made_changed_and_deleted_and_each_is_a_modification()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var made = (await console.CallAsync("/CreateSamplingRule", Rule("uploads")))["SamplingRuleRecord"]!;
        console.Clock.Advance(TimeSpan.FromSeconds(5));
        var changed = (await console.CallAsync("/UpdateSamplingRule", Update("uploads", "FixedRate", 0.25)))["SamplingRuleRecord"]!;
        var rules = await RulesAsync(console);
        console.Clock.Advance(TimeSpan.FromSeconds(5));
        await console.CallAsync("/DeleteSamplingRule", new JsonObject { ["RuleARN"] = made["SamplingRule"]!["RuleARN"]!.GetValue<string>() });
        var targets = await console.CallAsync("/SamplingTargets", Statistics(("Default", 1)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made["CreatedAt"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start));
            Assert.That(made["SamplingRule"]!["Priority"]!.GetValue<int>(), Is.EqualTo(10));
            Assert.That(changed["ModifiedAt"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start + 5));
            Assert.That(changed["CreatedAt"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start));
            Assert.That(rules, Is.EqualTo(["uploads", "Default"]));
            Assert.That(await RulesAsync(console), Is.EqualTo(["Default"]));
            Assert.That(targets["LastRuleModification"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start + 10));
        }
    }

    [Test]
    public async Task Of_the_default_rule_rate_and_reservoir_can_be_changed()
    {
        await using var console = await ConsoleFixture.StartAsync();

        await console.CallAsync("/UpdateSamplingRule", Update("Default", "FixedRate", 0.05));
        await console.CallAsync("/UpdateSamplingRule", Update("Default", "ReservoirSize", 3));
        await console.StopServerAsync();
        await console.StartServerAsync();
        var rule = (await console.CallAsync("/GetSamplingRules"))["SamplingRuleRecords"]!.AsArray().Single()!["SamplingRule"]!;
        var other = await console.PostAsync("/UpdateSamplingRule", Update("Default", "Host", "a"));
        var deleted = await console.PostAsync("/DeleteSamplingRule", """{"RuleName":"Default"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rule["FixedRate"]!.GetValue<double>(), Is.EqualTo(0.05));
            Assert.That(rule["ReservoirSize"]!.GetValue<int>(), Is.EqualTo(3));
            Assert.That(rule["Priority"]!.GetValue<int>(), Is.EqualTo(10_000));
            Assert.That(other.Message, Is.EqualTo("Of the rule Default only FixedRate and ReservoirSize can be changed."));
            Assert.That(deleted.Message, Is.EqualTo("The rule Default cannot be deleted."));
        }
    }

    [TestCase("RuleName", "", "RuleName must have 1 to 32 characters, and has 0.")]
    [TestCase("RuleName", "Default", "RuleName must not be Default: that rule is always there.")]
    [TestCase("RuleName", "taken", "RuleName is the name of another rule.")]
    [TestCase("Priority", 10_000, "Priority must be from 1 to 9999, and is 10000.")]
    [TestCase("FixedRate", 1.5, "FixedRate must be from 0 to 1, and is 1.5.")]
    [TestCase("ReservoirSize", -1, "ReservoirSize must be from 0 to 2147483647, and is -1.")]
    [TestCase("HTTPMethod", "PROPFINDING", "HTTPMethod must have 0 to 10 characters, and has 11.")]
    [TestCase("Version", 2, "Version must be from 1 to 1, and is 2.")]
    [TestCase("Host", null, "Host is required.")]
    public async Task A_bad_rule_is_answered_with_the_member_and_its_limit(string member, object? value, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("/CreateSamplingRule", Rule("taken"));
        var rule = Rule("new");
        rule["SamplingRule"]![member] = value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            _ => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        };

        var answer = await console.PostAsync("/CreateSamplingRule", rule);

        Assert.That((answer.Status, answer.ErrorType, answer.Message), Is.EqualTo((400, "InvalidRequestException", message)));
    }

    [Test]
    public async Task There_can_be_25_rules_beside_the_default_one()
    {
        await using var console = await ConsoleFixture.StartAsync();
        for (var number = 0; number < 25; number++)
        {
            await console.CallAsync("/CreateSamplingRule", Rule($"rule-{number}"));
        }

        var answer = await console.PostAsync("/CreateSamplingRule", Rule("one more"));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "RuleLimitExceededException")));
    }

    [Test]
    public async Task Clients_share_the_reservoir_until_they_are_silent_for_five_minutes()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("/CreateSamplingRule", Rule("uploads"));

        var alone = await QuotaAsync(console, 1);
        await QuotaAsync(console, 2);
        await QuotaAsync(console, 3);
        int[] shared = [await QuotaAsync(console, 1), await QuotaAsync(console, 2), await QuotaAsync(console, 3)];
        console.Clock.Advance(TimeSpan.FromSeconds(301));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone, Is.EqualTo(4));
            Assert.That(shared, Is.EqualTo(new[] { 2, 1, 1 }));
            Assert.That(await QuotaAsync(console, 3), Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Targets_name_rate_interval_and_end_of_the_quota_and_unknown_rules()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("/CreateSamplingRule", Rule("uploads"));

        var answer = await console.CallAsync("/SamplingTargets", Statistics(("uploads", 1), ("gone", 1)));
        var summaries = await console.CallAsync("/SamplingStatisticSummaries");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer["SamplingTargetDocuments"]!.ToJsonString(), Is.EqualTo(
                """[{"RuleName":"uploads","FixedRate":0.5,"ReservoirQuota":4,"ReservoirQuotaTTL":1772366700,"Interval":10}]"""));
            Assert.That(answer["LastRuleModification"]!.GetValue<double>(), Is.EqualTo(SampleTrace.Start));
            Assert.That(answer["UnprocessedStatistics"]![0]!["RuleName"]!.GetValue<string>(), Is.EqualTo("gone"));
            Assert.That(summaries.ToJsonString(), Is.EqualTo(
                """{"SamplingStatisticSummaries":[{"RuleName":"uploads","Timestamp":1772366400,"RequestCount":7,"BorrowCount":1,"SampledCount":3}]}"""));
        }
    }

    [TestCase("{}", "SamplingStatisticsDocuments is required.")]
    [TestCase("""{"SamplingStatisticsDocuments":[{"RuleName":"a","ClientID":"b"}]}""", "ClientID must have 24 to 24 characters, and has 1.")]
    [TestCase(
        """{"SamplingStatisticsDocuments":[{"RuleName":"a","ClientID":"0123456789abcdef01234567","Timestamp":1}]}""",
        "RequestCount is required.")]
    public async Task Bad_statistics_are_answered_with_what_is_wrong(string body, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();

        var answer = await console.PostAsync("/SamplingTargets", body);

        Assert.That((answer.Status, answer.Message), Is.EqualTo((400, message)));
    }

    private static async Task<int> QuotaAsync(ConsoleFixture console, int client) =>
        (await console.CallAsync("/SamplingTargets", Statistics(("uploads", client))))["SamplingTargetDocuments"]![0]!["ReservoirQuota"]!.GetValue<int>();

    private static async Task<IEnumerable<string>> RulesAsync(ConsoleFixture console) =>
        (await console.CallAsync("/GetSamplingRules"))["SamplingRuleRecords"]!.AsArray()
            .Select(record => record!["SamplingRule"]!["RuleName"]!.GetValue<string>());

    private static JsonObject Statistics(params ReadOnlySpan<(string Rule, int Client)> reports)
    {
        var documents = new JsonArray();
        foreach (var (rule, client) in reports)
        {
            documents.Add((JsonNode)new JsonObject
            {
                ["RuleName"] = rule, ["ClientID"] = client.ToString("x24", CultureInfo.InvariantCulture), ["Timestamp"] = SampleTrace.Start,
                ["RequestCount"] = 7, ["SampledCount"] = 3, ["BorrowCount"] = 1,
            });
        }

        return new JsonObject { ["SamplingStatisticsDocuments"] = documents };
    }

    private static JsonObject Update(string rule, string member, JsonNode value) =>
        new() { ["SamplingRuleUpdate"] = new JsonObject { ["RuleName"] = rule, [member] = value } };

    internal static JsonObject Rule(string name) => new()
    {
        ["SamplingRule"] = new JsonObject
        {
            ["RuleName"] = name, ["Priority"] = 10, ["FixedRate"] = 0.5, ["ReservoirSize"] = 4, ["ServiceName"] = "*", ["ServiceType"] = "*",
            ["Host"] = "*", ["HTTPMethod"] = "POST", ["URLPath"] = "*", ["ResourceARN"] = "*", ["Version"] = 1,
        },
    };
}
