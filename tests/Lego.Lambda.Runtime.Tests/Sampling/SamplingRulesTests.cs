using Lego.Lambda.Runtime.Sampling;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
public sealed class SamplingRulesTests
{
    [Test]
    public void Reads_an_answer_of_the_service()
    {
        var rules = SamplingRules.Parse("""
            {
              "NextToken": null,
              "SamplingRuleRecords": [
                {
                  "CreatedAt": 0.0, "ModifiedAt": 1530558121.0, "SomethingNew": {},
                  "SamplingRule": {
                    "RuleName": "Default", "RuleARN": "arn:aws:xray:eu-west-1:123456789012:sampling-rule/Default", "ResourceARN": "*",
                    "Priority": 10000, "FixedRate": 0.05, "ReservoirSize": 1, "ServiceName": "*", "ServiceType": "*", "Host": "*",
                    "HTTPMethod": "*", "URLPath": "*", "Version": 1, "Attributes": {}, "SomethingNew": 1
                  }
                },
                {
                  "SamplingRule": {
                    "RuleName": "uploads", "ResourceARN": "arn:*", "Priority": 20, "FixedRate": 1, "ReservoirSize": 3,
                    "ServiceName": "moc-*", "ServiceType": "AWS::Lambda::Function", "Host": "api.*", "HTTPMethod": "P*",
                    "URLPath": "/api/*", "Version": 1, "Attributes": { "X-Client": "mobile*" }
                  }
                }
              ]
            }
            """);

        var expected = new SamplingRule
        {
            RuleName = "uploads",
            ResourceArn = "arn:*",
            Priority = 20,
            FixedRate = 1,
            ReservoirSize = 3,
            ServiceName = "moc-*",
            ServiceType = "AWS::Lambda::Function",
            Host = "api.*",
            HttpMethod = "P*",
            UrlPath = "/api/*",
            Attributes = new Dictionary<string, string> { ["X-Client"] = "mobile*" },
        };
        Assert.That(rules.All, Has.Count.EqualTo(2));
        Assert.That(rules.All[0].SaysTheSameAs(expected), Is.True);
        Assert.That(rules.All[1].SaysTheSameAs(SamplingRule.MakeDefault(1, 0.05)), Is.True);
    }

    [Test]
    public void Reads_a_plain_list_and_leaves_patterns_open_that_it_does_not_name()
    {
        var rules = SamplingRules.Parse("""
            {
              // Everything of the gallery.
              "SamplingRules": [{ "RuleName": "gallery", "Priority": 1, "FixedRate": 1, "ReservoirSize": 0, "ServiceName": "gallery-*" },],
            }
            """);

        Assert.That(rules.All[0], Is.EqualTo(new SamplingRule
        {
            RuleName = "gallery",
            Priority = 1,
            FixedRate = 1,
            ReservoirSize = 0,
            ServiceName = "gallery-*",
        }));
    }

    [Test]
    public void Reads_the_local_file_of_the_SDKs_in_its_order()
    {
        var rules = SamplingRules.Parse("""
            {
              "version": 2,
              "rules": [
                { "description": "Uploads", "host": "api.*", "http_method": "POST", "url_path": "/api/*", "fixed_target": 2, "rate": 0.5 },
                { "description": "A description that is longer than a name may be", "url_path": "/", "fixed_target": 0, "rate": 1 },
                { "description": "Uploads", "fixed_target": 0, "rate": 0.25 }
              ],
              "default": { "fixed_target": 1, "rate": 0.1 }
            }
            """);

        Assert.That(rules.All.Select(rule => rule.RuleName), Is.EqualTo(new[] { "Uploads", "rule-2", "rule-3", "Default" }));
        Assert.That(rules.All[0].HttpMethod, Is.EqualTo("POST"));
        Assert.That(rules.All[0].ReservoirSize, Is.EqualTo(2));
        Assert.That(rules.All[3].FixedRate, Is.EqualTo(0.1));
    }

    [Test]
    public async Task Reads_the_example_of_the_documentation()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LegoFunctions.sln")))
        {
            folder = folder.Parent!;
        }

        var page = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "sampling.md"));

        var rules = SamplingRules.Parse(page.Split("```")[1]["json".Length..]);
        Assert.That(rules.All.Select(rule => rule.RuleName), Is.EqualTo(new[] { "health", "uploads", "beta clients", "Default" }));
    }

    [Test]
    public void Rules_stand_by_priority_then_by_name_and_the_default_last()
    {
        var rules = new SamplingRules([Rule("b", 2), SamplingRule.Default, Rule("z", 1), Rule("a", 2), Rule("last", 9999)]);

        Assert.That(rules.All.Select(rule => rule.RuleName), Is.EqualTo(new[] { "z", "a", "b", "last", "Default" }));
    }

    [Test]
    public void Without_a_default_that_of_X_Ray_is_added() =>
        Assert.That(new SamplingRules([]).All, Is.EqualTo(new[] { SamplingRule.MakeDefault(reservoirSize: 1, fixedRate: 0.05) }));

    [TestCase("production", 1, 0.1)]
    [TestCase("PRODUCTION", 1, 0.1)]
    [TestCase("staging", 1, 0.5)]
    [TestCase("development", 1, 1.0)]
    [TestCase("preview", 1, 0.1)]
    [TestCase("", 1, 0.1)]
    [TestCase(null, 1, 0.1)]
    public void A_stage_has_built_in_rules(string? stage, int reservoirSize, double fixedRate)
    {
        var rules = SamplingRules.ForStage(stage);

        Assert.That(rules.All[0].RuleName, Is.EqualTo("health"));
        Assert.That((rules.All[0].ReservoirSize, rules.All[0].FixedRate), Is.EqualTo((0, 0.0)));
        Assert.That(rules.All[1], Is.EqualTo(SamplingRule.MakeDefault(reservoirSize, fixedRate)));
    }

    private static SamplingRule Rule(string name, int priority) =>
        new() { RuleName = name, Priority = priority, FixedRate = 0, ReservoirSize = 0 };
}
