using System.Text.Json.Nodes;
using static Lego.Infrastructure.Tests.Observability.SynthesizedStack;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed class AlarmTopicTests
{
    [Test]
    public void It_is_encrypted_by_a_key_that_CloudWatch_may_use()
    {
        var stack = ExampleStage.Production;

        Assert.That(Text(stack.One("AWS::SNS::Topic")["KmsMasterKeyId"]), Does.StartWith("{AlarmKey"));
        var key = stack.One("AWS::KMS::Key");
        Assert.That(key["EnableKeyRotation"]!.GetValue<bool>(), Is.True);
        Assert.That(Statements(key["KeyPolicy"]!, "cloudwatch.amazonaws.com").SelectMany(Actions), Is.EquivalentTo(["kms:Decrypt", "kms:GenerateDataKey*"]));
    }

    [Test]
    public void CloudWatch_may_publish_for_this_account_only_and_over_TLS_only()
    {
        var policy = ExampleStage.Production.One("AWS::SNS::TopicPolicy")["PolicyDocument"]!;

        var statement = Statements(policy, "cloudwatch.amazonaws.com").Single();
        Assert.That(Actions(statement), Is.EqualTo(["sns:Publish"]));
        Assert.That(Text(statement["Condition"]!["StringEquals"]!["aws:SourceAccount"]), Is.EqualTo(ExampleStage.Account));
        Assert.That(
            policy["Statement"]!.AsArray().Select(known => known!.AsObject()),
            Has.Some.Matches<JsonObject>(known => known["Effect"]!.GetValue<string>() == "Deny" && known["Condition"]!["Bool"]!["aws:SecureTransport"] is not null));
    }

    [Test]
    public void Alarms_are_mailed_where_the_stage_says_so()
    {
        var subscription = ExampleStage.Production.One("AWS::SNS::Subscription");

        Assert.That((Text(subscription["Protocol"]), Text(subscription["Endpoint"])), Is.EqualTo(("email", "oncall@example.com")));
        Assert.That(ExampleStage.Staging.All("AWS::SNS::Subscription"), Is.Empty);
    }

    [Test]
    public void Insights_are_told_where_the_stage_says_so()
    {
        var rule = ExampleStage.Production.One("AWS::Events::Rule");

        Assert.That(rule["EventPattern"]!["detail-type"]![0]!.GetValue<string>(), Is.EqualTo("AWS X-Ray Insight Update"));
        Assert.That(Statements(ExampleStage.Production.One("AWS::KMS::Key")["KeyPolicy"]!, "events.amazonaws.com"), Is.Not.Empty);
        Assert.That(ExampleStage.Staging.All("AWS::Events::Rule"), Is.Empty);
    }

    private static IEnumerable<JsonObject> Statements(JsonNode policy, string service) => policy["Statement"]!.AsArray()
        .Select(statement => statement!.AsObject())
        .Where(statement => statement["Principal"] is JsonObject principal && principal["Service"] is { } known && Text(known) == service);

    private static IEnumerable<string> Actions(JsonObject statement) => statement["Action"] switch
    {
        JsonArray several => several.Select(Text),
        var one => [Text(one)],
    };
}
