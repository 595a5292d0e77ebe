using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Operations.Cost;

namespace Lego.Operations.Tests.Cost;

[CancelAfter(30_000)]
[Parallelizable(ParallelScope.All)]
public sealed class CostProgramTests
{
    [Test]
    public async Task The_table_compares_all_choices_for_each_stage(CancellationToken cancellationToken)
    {
        var run = await RunAsync(cancellationToken, "--requests-per-day", "100000");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.Zero);
            Assert.That(run.Output, Does.Contain("development: 100,000 requests a day").And.Contain("staging: ").And.Contain("production: "));
            Assert.That(run.Output, Does.Contain("Lambda 5 % + 1/s").And.Contain("HTTP 10 % + 1/s").And.Contain("REST 10 % + 1/s"));
            Assert.That(run.Output, Does.Contain("Prices of us-east-1, list of 2026-11-26").And.Contain("Not covered: Cognito"));
            Assert.That(run.Output, Does.Contain("Requests are spread evenly over the day"));
            Assert.That(run.Row("sum"), Is.Not.Empty);
        }
    }

    [Test]
    public async Task The_three_formats_tell_the_same_sums(CancellationToken cancellationToken)
    {
        string[] common = ["--requests-per-day", "1000000", "--stage", "production"];
        var table = await RunAsync(cancellationToken, common);
        var json = JsonNode.Parse((await RunAsync(cancellationToken, [.. common, "--format", "json"])).Output)!;
        var csv = (await RunAsync(cancellationToken, [.. common, "--format", "csv"])).Output.Split('\n');

        var sum = (double)json["stages"]![0]!["choices"]![4]!["total"]!;
        var line = csv.Single(line => line.StartsWith("production,HTTP 10 % + 1/s,sum,", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture), Is.EqualTo(sum).Within(0.001));
            Assert.That(table.Row("sum"), Does.Contain(sum.ToString("#,0.00", CultureInfo.InvariantCulture)));
        }
    }

    [TestCase("", "--requests-per-day is missing; it must be a whole number from 1 to 1,000,000,000.")]
    [TestCase("--requests-per-day 0", "--requests-per-day is '0'; it must be a whole number from 1 to 1,000,000,000.")]
    [TestCase("--requests-per-day 1e6", "--requests-per-day is '1e6'; it must be a whole number from 1 to 1,000,000,000.")]
    [TestCase("--requests-per-day 1 --stage live", "--stage is 'live'; it must be one of development, staging, production.")]
    [TestCase("--requests-per-day 1 --architecture mips", "--architecture is 'mips'; it must be one of x86_64, arm64.")]
    [TestCase("--requests-per-day 1 --error-rate 2", "--error-rate is '2'; it must be a number from 0 to 1.")]
    [TestCase("--requests-per-day 1 --peak-share NaN", "--peak-share is 'NaN'; it must be a number from 0.042 to 1.")]
    [TestCase("--requests-per-day 1 --format xml", "--format is 'xml'; it must be one of table, json, csv.")]
    [TestCase("--requests-per-day 1 --insights=no", "--insights=no is no option")]
    [TestCase("--measure out.json", "--log-file is missing")]
    public async Task A_bad_option_is_named_with_its_limits(string arguments, string message, CancellationToken cancellationToken)
    {
        var run = await RunAsync(cancellationToken, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.StartWith(message));
    }

    [TestCase("--mix", """{"weights":{"moc-gett":1}}""", "moc-gett in $.weights is no function of the catalog.")]
    [TestCase("--mix", """{"weights":{"moc-get":-1}}""", "$.weights.moc-get must be a number of at least 0.")]
    [TestCase("--mix", """{"weights":{"moc-get":0}}""", "$.weights must have a weight above 0.")]
    [TestCase("--durations", """{"machine":"m"}""", "$.tracing must be an object.")]
    [TestCase("--stages", """{"stages":{"production":{"sampling":"x"}}}""", "$.stages.production.auroraCapacityUnits must be a number of at least 0.")]
    [TestCase("--prices", "[1]", "it holds no object")]
    [TestCase("--prices", null, "cannot be read")]
    public async Task A_wrong_file_is_named_with_the_place(string option, string? text, string message, CancellationToken cancellationToken)
    {
        using var file = new TextFile(text);

        var run = await RunAsync(cancellationToken, "--requests-per-day", "1", option, file.Path);

        Assert.That((run.ExitCode, run.Error.StartsWith(file.Path, StringComparison.Ordinal)), Is.EqualTo((2, true)), run.Error);
        Assert.That(run.Error, Does.Contain(message));
    }

    [Test]
    public async Task Files_of_ones_own_count(CancellationToken cancellationToken)
    {
        using var prices = new TextFile("""
            {"region":"r","currency":"EUR","date":"2026-01-01","items":{"lambda.requests":
              {"unit":"requests","per":1,"tiers":[{"price":1}],"source":"https://example.com/","seen":"2026-01-01"}}}
            """);

        var run = await RunAsync(cancellationToken, "--requests-per-day", "24", "--stage", "production", "--prices", prices.Path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Row("Lambda requests"), Does.Contain(" 730.00"));
            Assert.That(run.Output, Does.Contain("EUR a month").And.Contain("Not in the price list and counted as nothing: apigateway.http"));
        }
    }

    private static Task<RunningProgram> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunningProgram.RunAsync(CostProgram.RunAsync, arguments, static _ => null, TimeProvider.System, cancellationToken);
}
