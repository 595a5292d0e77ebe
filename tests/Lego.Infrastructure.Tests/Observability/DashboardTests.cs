using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed class DashboardTests
{
    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void Widgets_lie_beside_each_other(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        HashSet<(int, int)> taken = [];
        foreach (var widget in stack().Widgets)
        {
            var (x, y) = (widget["x"]!.GetValue<int>(), widget["y"]!.GetValue<int>());
            for (var column = x; column < x + widget["width"]!.GetValue<int>(); column++)
            {
                for (var row = y; row < y + widget["height"]!.GetValue<int>(); row++)
                {
                    Assert.That(column, Is.LessThan(24));
                    Assert.That(taken.Add((column, row)), $"{Title(widget)} covers another");
                }
            }
        }
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void Ids_are_unique_in_a_graph(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        foreach (var widget in Graphs(stack()))
        {
            var ids = widget["properties"]!["metrics"]!.AsArray()
                .Select(line => line!.AsArray()[^1]!["id"]?.GetValue<string>()).OfType<string>().ToList();
            Assert.That(ids, Is.Unique.And.All.Match("^[a-z][a-zA-Z0-9_]*$"), Title(widget));
        }
    }

    [Test]
    public void Retention_and_targets_are_stated()
    {
        var texts = ExampleStage.Production.Widgets.Where(widget => widget["type"]!.GetValue<string>() == "text")
            .Select(widget => widget["properties"]!["markdown"]!.GetValue<string>()).ToList();

        Assert.That(texts[0], Does.Contain("30 days").And.Contain("p95 below 500 ms").And.Contain("1 request a second and 10 %"));
        Assert.That(texts, Has.Some.StartsWith("## Traces").And.Some.StartsWith("## Functions").And.Some.StartsWith("## Dependencies"));
    }

    [TestCase("p50", 200)]
    [TestCase("p95", 500)]
    [TestCase("p99", 2000)]
    public void Each_domain_has_its_percentiles_with_their_target(string percentile, double target)
    {
        var graphs = Graphs(ExampleStage.Production).Where(widget => Title(widget) == percentile).ToList();

        Assert.That(graphs, Has.Count.EqualTo(FunctionDomain.All.Count));
        Assert.That(
            graphs.Select(widget => widget["properties"]!["annotations"]!["horizontal"]![0]!["value"]!.GetValue<double>()), Has.All.EqualTo(target));
        var searches = graphs.Select(widget => widget["properties"]!["metrics"]![0]![0]!["expression"]!.GetValue<string>()).ToList();
        foreach (var (domain, search) in FunctionDomain.All.Zip(searches))
        {
            Assert.That(
                ExampleStage.ProductionInput.Functions.Where(function => search.Contains($"\"{function.Id}\"", StringComparison.Ordinal)),
                Is.EquivalentTo(ExampleStage.ProductionInput.FunctionsOf(domain)));
        }
    }

    [Test]
    public void What_a_stage_does_not_have_is_not_shown()
    {
        var body = Infrastructure.Observability.Dashboards.StageDashboard.Body(
            ExampleStage.StagingInput with { Dependencies = new ObservedDependencies() }, "eu-central-1", "1", new ConsoleLinks("eu-central-1"), []);

        Assert.That(body, Does.Not.Contain("AWS/RDS").And.Not.Contain("AWS/ElastiCache").And.Not.Contain("AWS/ES").And.Not.Contain("AWS/S3"));
        Assert.That(JsonNode.Parse(body)!["widgets"]!.AsArray(), Is.Not.Empty);
    }

    [Test]
    public void Its_address_is_an_output()
    {
        Assert.That(
            SynthesizedStack.Text(ExampleStage.Production.Outputs!["DashboardUrl"]!["Value"]),
            Is.EqualTo("https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/lego-api-production"));
    }

    private static IEnumerable<JsonObject> Graphs(SynthesizedStack stack) => stack.Widgets.Where(widget => widget["type"]!.GetValue<string>() == "metric");

    private static string? Title(JsonObject widget) => widget["properties"]!["title"]?.GetValue<string>();
}
