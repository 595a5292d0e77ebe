using Amazon.CDK;
using Lego.Infrastructure.Observability;
using static Lego.Infrastructure.Tests.Observability.SynthesizedStack;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed class CrossAccountTests
{
    [Test]
    public void A_stage_is_shared_where_its_settings_name_a_sink()
    {
        var link = ExampleStage.Production.One("AWS::Oam::Link");

        Assert.That(Text(link["SinkIdentifier"]), Is.EqualTo(ExampleStage.ProductionInput.Stage.MonitoringSinkArn));
        Assert.That(link["ResourceTypes"]!.AsArray().Select(Text), Is.EquivalentTo(["AWS::CloudWatch::Metric", "AWS::Logs::LogGroup", "AWS::XRay::Trace"]));
        Assert.That(ExampleStage.Staging.All("AWS::Oam::Link"), Is.Empty);
    }

    [Test]
    public void The_sink_lets_the_named_accounts_link_what_stages_share()
    {
        var statement = ExampleStage.Sink.One("AWS::Oam::Sink")["Policy"]!["Statement"]![0]!;

        Assert.That(statement["Principal"]!["AWS"]!.AsArray().Select(Text), Is.EqualTo([ExampleStage.Account, "210987654321"]));
        Assert.That(statement["Condition"]!["ForAllValues:StringEquals"]!["oam:ResourceTypes"]!.AsArray().Select(Text), Has.Exactly(3).Items);
        Assert.That(ExampleStage.Sink.Outputs!.ContainsKey("MonitoringSinkArn"));
    }

    [TestCase("12345")]
    [TestCase("12345678901x")]
    public void An_account_that_is_none_is_refused(string account)
    {
        Assert.That(() => new MonitoringSinkStack(new App(), "sink", [account]), Throws.ArgumentException.With.Message.Contains("12 digits"));
    }
}
