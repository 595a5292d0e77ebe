using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Testing.Metrics;

namespace Lego.Lambda.Testing.Tests.Metrics;

[Parallelizable(ParallelScope.All)]
public sealed class CapturedMetricsTests
{
    private const string Line = """
        {"_aws":{"Timestamp":1,"CloudWatchMetrics":[
          {"Namespace":"N","Dimensions":[["Environment","Method"],["Environment"]],"Metrics":[{"Name":"Duration","Unit":"Milliseconds"}]}]},
         "Environment":"test","Method":"GET","Duration":[1.5,2]}
        """;

    private static CapturedMetrics Metrics() => new([JsonNode.Parse(Line)!.AsObject()]);

    [Test]
    public void Each_set_of_dimensions_is_a_metric()
    {
        var metrics = Metrics();

        metrics.Has("Dur*").WithDimension("Method", "GET").WithValue(1.5, 2);
        metrics.HasNo("Errors");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metrics.Select(metric => metric.Dimensions.Count), Is.EqualTo(new[] { 2, 1 }));
            Assert.That(metrics[0].ToString(), Is.EqualTo("Duration = 1.5, 2 Milliseconds  N: Environment = \"test\", Method = \"GET\""));
        }
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case(metrics => metrics.Has("Errors"), "Expected a metric \"Errors\", but there is none.");
        yield return Case(metrics => metrics.HasNo("Dur*"), "Expected no metric \"Dur*\", but there is one.");
        yield return Case(
            metrics => metrics.Has("Duration").WithDimension("Method", "GET").WithValue(1),
            "Expected a metric \"Duration\" with dimension Method = \"GET\" with 1, but it has 1.5, 2.");
        yield return Case(
            metrics => metrics.Has("Duration").WithDimension("Method", "PUT"),
            "Expected a metric \"Duration\" with dimension Method = \"PUT\", but 2 of 2 do not fit: it has Method = \"GET\"; it has no Method.");

        static TestCaseData Case(Action<CapturedMetrics> expectation, string reason) => new TestCaseData(expectation, reason).SetArgDisplayNames(reason);
    }

    [TestCaseSource(nameof(Broken))]
    public void A_broken_expectation_is_told_in_one_sentence_and_shows_all_metrics(Action<CapturedMetrics> expectation, string reason) =>
        Assert.That(Failing.Message(() => expectation(Metrics())), Does.StartWith(reason + "\n\nThe metrics:\nDuration = 1.5, 2"));

    [Test]
    public void Where_there_are_no_metrics_a_failure_says_so() =>
        Assert.That(Failing.Message(() => new CapturedMetrics([]).Has("x")), Does.EndWith("There are no metrics.\n"));

    [Test]
    public async Task Own_metrics_of_a_run_are_read_with_their_dimensions()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((context, _) =>
        {
            context.Metrics.AddTo("Own/Images", "Bytes", 10, MetricUnit.Bytes, new KeyValuePair<string, string>("Kind", "png"));
            context.Metrics.AddTo("Own/Images", "Bytes", 20, MetricUnit.Bytes, new KeyValuePair<string, string>("Kind", "png"));
            return Task.CompletedTask;
        });

        var metric = run.Metrics.Has("Bytes").WithDimension("Kind", "png").WithDimension("Environment", "test").WithValue(10, 20).Entries.Single();
        Assert.That((metric.Namespace, metric.Unit), Is.EqualTo(("Own/Images", "Bytes")));
    }
}
