using Lego.Infrastructure.Functions;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Templates;

namespace Lego.Infrastructure.Tests;

public sealed class StageTests
{
    // Some resources to spare: with the next functions the stack has to be divided, which takes time to think about.
    private const int EnoughResources = 480;

    [Test]
    public void No_stack_has_more_resources_than_CloudFormation_takes()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, template) in Synthesized.All())
            {
                Assert.That(template.Resources.Count(), Is.LessThanOrEqualTo(EnoughResources), name);
            }
        }
    }

    [Test]
    public void No_template_is_longer_than_CloudFormation_takes() =>
        Assert.That(Synthesized.All().Select(stack => stack.Template.Root.ToJsonString().Length), Is.All.LessThan(1_000_000));

    [Test]
    public void A_stage_has_its_stacks() =>
        Assert.That(
            Synthesized.All().Select(stack => stack.Name),
            Is.SupersetOf(Synthesized.Stages.SelectMany(stage => new[] { "data", "functions", "api" }.Select(part => $"lego-api-{stage}-{part}"))));

    [Test]
    public void A_stage_of_an_account_and_region_asks_AWS_nothing_at_synthesis()
    {
        var template = Synthesized.Stack(
            "production", "data", settings => settings with { Account = "123456789012", Region = "eu-central-1" }, "account");

        Assert.That(
            template.OfType("AWS::EC2::Subnet").Select(subnet => subnet.Text("AvailabilityZone")).Distinct(),
            Is.EqualTo(new[] { "${zones[0]}", "${zones[1]}", "${zones[2]}" }));
    }

    [Test]
    public void NAT_gateways_come_where_they_are_asked_for()
    {
        var template = Synthesized.Stack(
            "development",
            "data",
            settings => settings with { Network = new NetworkSettings { Internet = InternetAccess.Nat, NatGateways = 1 } },
            "nat");

        Assert.That(template.OfType("AWS::EC2::NatGateway"), Has.Count.EqualTo(1));
        Assert.That(template.OfType("AWS::EC2::VPCEndpoint").Select(endpoint => endpoint.Text("VpcEndpointType")), Is.EqualTo(new[] { "Gateway" }));
    }

    [Test]
    public void A_package_that_is_there_is_the_code()
    {
        var settings = StageSettingsFile.Load(Synthesized.StageFiles, "development");
        var folder = Directory.CreateTempSubdirectory("lego-packages-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, DeploymentPackage.FileName("lego-functions", settings)), "zip");
            File.WriteAllText(Path.Combine(folder.FullName, DeploymentPackage.FileName("lego-migrations", settings)), "zip");
            var output = Path.Combine(folder.FullName, "cdk");
            Synthesized.Run(settings, output, folder.FullName);
            var template = StackTemplate.Load(Path.Combine(output, "lego-api-development-functions.template.json"));

            Assert.That(template.Root["Parameters"]!.AsObject().Select(parameter => parameter.Key), Is.EqualTo(new[] { "BootstrapVersion" }));
            Assert.That(DeploymentPackage.Describe(folder.FullName, settings), Is.EqualTo("code from lego-functions-managed-x64.zip"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void A_package_that_is_missing_is_told() =>
        Assert.That(
            DeploymentPackage.Describe("/nowhere", StageSettingsFile.Load(Synthesized.StageFiles, "development")),
            Is.EqualTo("parameters stand for lego-functions-managed-x64.zip and lego-migrations-managed-x64.zip, which ./build.sh package makes"));
}
