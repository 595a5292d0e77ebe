using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Tests.Observability.Pages;

/// <summary>Numbers of the page are those of the templates.</summary>
internal sealed class ObservabilityPageTests
{
    private static Page Observability { get; } = Page.Read("observability.md");

    [Test]
    public void It_counts_what_is_made()
    {
        var stack = ExampleStage.Production;
        var ofFunctions = 4 * ExampleStage.ProductionInput.Functions.Count;

        Assert.Multiple(() =>
        {
            Assert.That(Observability.Text, Does.Contain($"| X-Ray sampling rules | {stack.All("AWS::XRay::SamplingRule").Count} |"));
            Assert.That(Observability.Text, Does.Contain($"| X-Ray groups, with Insights | {stack.All("AWS::XRay::Group").Count} |"));
            Assert.That(Observability.Text, Does.Contain($"| Alarms of the stage | {stack.All("AWS::CloudWatch::Alarm").Count - ofFunctions} |"));
            Assert.That(Observability.Text, Does.Contain($"| {ofFunctions} in {stack.All("AWS::CloudWatch::CompositeAlarm").Count} composite ones |"));
            Assert.That(Observability.Text, Does.Contain($"| Saved queries of Logs Insights | {SavedQueries.Of(EntryPoint.HttpApi).Count} |"));
        });
    }

    [Test]
    public void It_states_what_the_alarms_cost()
    {
        var (production, staging) = (Metrics(ExampleStage.Production), Metrics(ExampleStage.Staging));

        Assert.That(Observability.Text, Does.Contain($"| {Price(production)} | {Price(staging)} |"));
    }

    [Test]
    public void It_names_every_alarm()
    {
        var names = ExampleStage.Production.All("AWS::CloudWatch::Alarm")
            .Select(alarm => SynthesizedStack.Text(alarm["AlarmName"]))
            .Select(name => ExampleStage.ProductionInput.Functions
                .OrderByDescending(function => function.Name.Length)
                .FirstOrDefault(function => name.StartsWith(function.Name + "-", StringComparison.Ordinal)) is { } function
                    ? $"…-{{function}}{name[function.Name.Length..]}"
                    : $"…{name["lego-api-production".Length..]}")
            .Distinct();

        Assert.That(names.Where(name => !Observability.Text.Contains($"| `{name}` |", StringComparison.Ordinal)), Is.Empty);
    }

    // A query is paid for by what it finds.
    private static int Metrics(SynthesizedStack stack) => stack.All("AWS::CloudWatch::Alarm")
        .Sum(alarm => alarm["Metrics"]!.AsArray().Count(query => query is JsonObject known && known.ContainsKey("MetricStat")));

    private static string Price(int metrics) => string.Create(CultureInfo.InvariantCulture, $"{metrics} → {metrics * 0.1:F2}");
}
