using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tests.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Attacks;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Faulty documents of sampling rules in all their shapes, and faulty answers of the service.</summary>
[Category("Attack")]
[Parallelizable]
public sealed class SamplingRulesAttackTests
{
    private const string Rule = """
        {"RuleName":"uploads","Priority":10,"FixedRate":0.5,"ReservoirSize":3,"ServiceName":"moc-*","ServiceType":"*","Host":"a?.example.com",
         "HTTPMethod":"POST","URLPath":"/api/*","ResourceARN":"*","Attributes":{"tier":"gold"},"Version":1}
        """;

    private static readonly string[] Documents =
    [
        $$"""{"SamplingRules":[{{Rule}}]}""",
        $$"""{"SamplingRuleRecords":[{"CreatedAt":1,"ModifiedAt":2.5,"SamplingRule":{{Rule}}}],"NextToken":null}""",
        """{"version":2,"default":{"fixed_target":1,"rate":0.05},"rules":[{"description":"a","host":"*","http_method":"GET","url_path":"/a/*","fixed_target":2,"rate":0.5}]}""",
    ];

    private const string Targets = """
        {"SamplingTargetDocuments":[{"RuleName":"account","FixedRate":0.5,"ReservoirQuota":5,"ReservoirQuotaTTL":1772366460,"Interval":10}],
         "LastRuleModification":100,"UnprocessedStatistics":[]}
        """;

    [Test]
    public void A_faulty_document_makes_rules_or_is_refused_by_the_name_of_its_field()
    {
        using var attack = new Attack("input-sampling-rules");
        attack.Run(attackCase =>
        {
            var random = attackCase.Random;
            var mutation = JsonMutator.Break(JsonNode.Parse(Documents[attackCase.Number % Documents.Length])!, random);
            try
            {
                Use(SamplingRules.Parse(mutation.Text), random);
                attack.Count("taken");
            }
            catch (FormatException exception)
            {
                attack.Count("refused");
                // A name that stands twice, or text that is no Unicode, is told by the name of the rule or not at all.
                Assert.That(
                    mutation.Path.Any(name => exception.Message.Contains(name, StringComparison.Ordinal))
                        || mutation.Fault is JsonFault.Repeated or JsonFault.Unknown or JsonFault.Deep
                        || exception.Message.Contains("Unicode", StringComparison.Ordinal)
                        || exception.Message.Contains("valid JSON", StringComparison.Ordinal)
                        || exception.Message.Contains("it matches every request", StringComparison.Ordinal)
                        // An item of the list has its number for a name.
                        || (mutation.Path.Count == 1 && exception.Message.StartsWith("Rule \"", StringComparison.Ordinal))
                        || exception.Message.Contains("none of the members", StringComparison.Ordinal),
                    Is.True,
                    exception.Message);
            }
        });
        Assert.That(attack.Figure("refused"), Is.GreaterThan(0));
    }

    [Test]
    public void Damaged_text_makes_rules_or_is_refused()
    {
        using var attack = new Attack("input-sampling-text");
        attack.Run(attackCase =>
        {
            var random = attackCase.Random;
            var text = new Mutator(random, "{", "}", "[", "]", ",", ":", "\"", "\"version\":2", "\"Default\"", "1e999", "-1", "//", "\\ud800", "*", "?")
                .Mutate(Documents[random.Next(Documents.Length)], Documents[random.Next(Documents.Length)]);
            try
            {
                Use(SamplingRules.Parse(text), random);
                attack.Count("taken");
            }
            catch (FormatException exception)
            {
                Assert.That(exception.Message, Is.Not.Empty);
                attack.Count("refused");
            }
        });
    }

    [Test]
    public async Task Faulty_answers_of_the_service_never_keep_a_request_from_its_decision()
    {
        using var attack = new Attack("input-sampling-answers");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            await using var daemon = new FakeSamplingApi();
            var rules = random.Next(2) == 0 ? FakeSamplingApi.Rules : JsonMutator.Break(JsonNode.Parse(FakeSamplingApi.Rules)!, random).Text;
            daemon.Serve(rules, JsonMutator.Break(JsonNode.Parse(Targets)!, random).Text);
            using var sampler = new PolledSampler(daemon.Port);

            await sampler.ReportAsync();
            sampler.Advance(600);
            await sampler.PollAsync();

            Assert.That(sampler.LastPoll.IsCompletedSuccessfully, Is.True);
            Assert.That(sampler.Decide().RuleName, Is.Not.Empty);
            Assert.That(sampler.Told, Has.Count.LessThanOrEqualTo(1));
            attack.Count("calls", daemon.Calls.Count);
        });
    }

    [Test]
    public void Half_of_a_surrogate_pair_is_refused_escaped_and_as_it_is([Values] bool isEscaped) => Assert.That(
        () => SamplingRules.Parse(Documents[0].Replace("uploads", isEscaped ? "\\ud800" : "\ud800", StringComparison.Ordinal)),
        Throws.InstanceOf<FormatException>().With.Message.Contains("Unicode"));

    [Test]
    public async Task A_rule_with_half_of_a_surrogate_pair_does_not_cost_the_others()
    {
        await using var daemon = new FakeSamplingApi();
        daemon.Serve(
            """
            {"SamplingRuleRecords":[
              {"SamplingRule":{"RuleName":"\ud800","Priority":1,"FixedRate":0,"ReservoirSize":50}},
              {"SamplingRule":{"RuleName":"account","Priority":2,"FixedRate":0,"ReservoirSize":50,"ServiceName":"moc-*","Version":1}}]}
            """,
            FakeSamplingApi.NoTargets);
        using var sampler = new PolledSampler(daemon.Port);

        await sampler.PollAsync();

        Assert.That(sampler.Decide().RuleName, Is.EqualTo("account"));
    }

    private static void Use(SamplingRules rules, Random random)
    {
        Assert.That(rules.All[^1].RuleName, Is.EqualTo(SamplingRule.DefaultName));
        using var sampler = new RuleSampler(rules, SamplingMode.Rules, new FakeTimeProvider(), random, null);
        var decision = sampler.Decide(
            new SamplingRequest(HostileTexts.Pick(random))
            {
                Host = HostileTexts.Pick(random), HttpMethod = HostileTexts.Pick(random), UrlPath = HostileTexts.Pick(random),
            },
            SampleDecision.None);
        Assert.That(decision.RuleName, Is.Not.Null);
    }
}
