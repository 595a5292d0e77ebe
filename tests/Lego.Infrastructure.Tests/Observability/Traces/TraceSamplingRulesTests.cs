using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Infrastructure.Tests.Observability.Traces;

internal sealed class TraceSamplingRulesTests
{
    [Test]
    public void Behind_an_HTTP_API_the_functions_of_the_stage_and_no_others_follow_its_rule()
    {
        using var sampler = Sampler(ExampleStage.Production);

        Assert.That(Decide(sampler, "moc-get", "lego-api-production-moc-get:live"), Is.EqualTo("lego-api-production-sampling"));
        Assert.That(Decide(sampler, "health", "lego-api-production-health:live"), Is.EqualTo("lego-api-production-health"));
        Assert.That(Decide(sampler, "moc-get", "lego-api-staging-moc-get:live"), Is.EqualTo("Default"));
        Assert.That(Decide(sampler, "health", "lego-api-staging-health"), Is.EqualTo("Default"));
    }

    [Test]
    public void Behind_a_REST_API_the_stage_follows_it_and_health_is_told_by_its_path()
    {
        using var sampler = Sampler(ExampleStage.Staging);

        Assert.That(DecideStage(sampler, "lego-api-staging/staging", "/api/mocs"), Is.EqualTo("lego-api-staging-sampling"));
        Assert.That(DecideStage(sampler, "lego-api-staging/staging", "/health"), Is.EqualTo("lego-api-staging-health"));
        Assert.That(DecideStage(sampler, "lego-api-staging/staging", "/live/health"), Is.EqualTo("lego-api-staging-health"));
        Assert.That(DecideStage(sampler, "lego-api-production/production", "/health"), Is.EqualTo("Default"));
        Assert.That(Decide(sampler, "moc-get", "lego-api-staging-moc-get"), Is.EqualTo("Default"));
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void Reservoir_and_rate_are_those_of_the_stage(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        var rules = Rules(stack()).All;

        var rule = rules.Single(known => known.RuleName == $"{input.Prefix}-sampling");
        Assert.That((rule.Priority, rule.ReservoirSize, rule.FixedRate), Is.EqualTo((1000, 1, input.Stage.SamplingRate)));
        var health = rules.Single(known => known.RuleName == $"{input.Prefix}-health");
        Assert.That((health.ReservoirSize, health.FixedRate), Is.EqualTo((0, 0.0)));
    }

    [Test]
    public void The_functions_own_rules_have_the_same_numbers()
    {
        var own = SamplingRules.ForStage("production").All.Single(rule => rule.RuleName == SamplingRule.DefaultName);
        var account = Rules(ExampleStage.Production).All.Single(rule => rule.RuleName == "lego-api-production-sampling");

        Assert.That((own.ReservoirSize, own.FixedRate), Is.EqualTo((account.ReservoirSize, account.FixedRate)));
    }

    private static RuleSampler Sampler(SynthesizedStack stack) => new(Rules(stack));

    // CloudFormation and X-Ray call the members of a rule by the same names.
    private static SamplingRules Rules(SynthesizedStack stack) => SamplingRules.Parse(new JsonObject
    {
        ["SamplingRules"] = new JsonArray([.. stack.All("AWS::XRay::SamplingRule").Select(rule => rule["SamplingRule"]!.DeepClone())]),
    }.ToJsonString());

    private static string Decide(RuleSampler sampler, string functionId, string name) => sampler.Decide(
        new SamplingRequest(functionId, "api.example.com", "GET", "/any", $"arn:aws:lambda:eu-central-1:123456789012:function:{name}"),
        SampleDecision.None).RuleName;

    private static string DecideStage(RuleSampler sampler, string segment, string path) => sampler.Decide(
        new SamplingRequest(segment, "api.example.com", "GET", path, ServiceType: "AWS::ApiGateway::Stage"), SampleDecision.None).RuleName;
}
