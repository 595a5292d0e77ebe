using Lego.Deployment.Functions;
using Lego.Functions;

namespace Lego.Deployment.Tests.Functions;

[Parallelizable(ParallelScope.All)]
public sealed class FunctionDeploymentTests
{
    [Test]
    public void The_command_can_be_read_and_pasted() => Assert.That(
        From("--function moc-get --stage development").CommandLine,
        Is.EqualTo(
            "(cd src/Lego.Functions && dotnet lambda deploy-function lego-api-development-moc-get --config-file aws-lambda-tools-defaults.json "
            + "--package ../../artifacts/package/lego-functions-managed-x64.zip --function-architecture x86_64 --function-memory-size 512 --function-timeout 30 "
            + "--append-environment-variables 'LEGO_FUNCTION=moc-get;LEGO_STAGE=development' --disable-interactive true)"));

    [Test]
    public void A_native_function_has_its_own_defaults_and_package()
    {
        var words = From("--function moc-file-upload --stage production --native --architecture arm64 --role arn:aws:iam::1:role/r --region eu-west-1 --live").Words;

        Assert.That(words, Is.SupersetOf(new[]
        {
            "lego-api-production-moc-file-upload", "aws-lambda-tools-aot.json", "../../artifacts/package/lego-functions-native-arm64.zip", "arm64",
            "2048", "120", "arn:aws:iam::1:role/r", "eu-west-1", "--function-publish",
        }));
    }

    [TestCaseSource(nameof(Ids))]
    public void Memory_and_timeout_are_those_of_the_catalog(string id)
    {
        var words = From($"--function {id} --stage staging").Words.ToList();
        var row = FunctionCatalog.Find(id);

        Assert.That(
            (words[words.IndexOf("--function-memory-size") + 1], words[words.IndexOf("--function-timeout") + 1]),
            Is.EqualTo(($"{row.MemoryMb}", $"{row.TimeoutSeconds}")));
    }

    [Test]
    public void Further_variables_are_added_but_cannot_pick_another_function()
    {
        var words = From("--function health --stage staging --environment LEGO_BUCKET=b;LEGO_FUNCTION=moc-get").Words;

        Assert.That(words, Does.Contain("LEGO_BUCKET=b;LEGO_FUNCTION=health;LEGO_STAGE=staging"));
    }

    [TestCase("--function moc-gte --stage staging", "moc-gte")]
    [TestCase("--function moc-get --stage live", "--stage is 'live'")]
    [TestCase("--function moc-get --stage staging --architecture mips", "--architecture is 'mips'")]
    [TestCase("--stage staging", "--function is missing")]
    [TestCase("--function moc-get", "--stage is missing")]
    public void A_wrong_switch_is_named(string line, string complaint) =>
        Assert.That(() => From(line), Throws.ArgumentException.With.Message.Contains(complaint));

    [Test]
    public void The_published_version_is_read_from_what_the_tool_wrote()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DeployFunctionCommand.PublishedVersion("Updating code\nPublished new Lambda function version: 17\n"), Is.EqualTo("17"));
            Assert.That(DeployFunctionCommand.PublishedVersion("Updating code"), Is.Null);
        }
    }

    private static IEnumerable<string> Ids() => FunctionCatalog.All.Select(row => row.Id);

    private static FunctionDeployment From(string line) => FunctionDeployment.From(new Arguments(line.Split(' ')));
}
