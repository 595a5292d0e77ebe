using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Observability.Alarms;
using Lego.Infrastructure.Observability.Traces;
using Lego.Infrastructure.Tests.Observability.Traces;
using static Lego.Infrastructure.Tests.Observability.SynthesizedStack;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed partial class AlarmTests
{
    // Name, statistic, period, periods, threshold.
    [TestCase("lego-api-production-moc-get-errors", "Sum", 300, 1, 10)]
    [TestCase("lego-api-production-moc-get-throttles", "Sum", 300, 1, 5)]
    [TestCase("lego-api-production-moc-get-duration", "p95", 300, 2, 10_000)]
    [TestCase("lego-api-production-moc-get-error-rate", null, 300, 2, 5)]
    [TestCase("lego-api-production-server-errors", null, 300, 1, 10)]
    [TestCase("lego-api-production-gateway-5xx", null, 300, 2, 5)]
    [TestCase("lego-api-production-gateway-latency", "p95", 300, 2, 2_000)]
    [TestCase("lego-api-production-error-traces", "Sum", 3600, 1, 100)]
    [TestCase("lego-api-production-migrate-errors", "Sum", 300, 1, 0)]
    public void They_ring_above_what_is_specified(string name, string? statistic, int period, int periods, double threshold)
    {
        var alarm = ExampleStage.Production.Alarm(name);

        var queries = alarm["Metrics"]!.AsArray();
        Assert.That(alarm["ComparisonOperator"]!.GetValue<string>(), Is.EqualTo("GreaterThanThreshold"));
        Assert.That(alarm["Threshold"]!.GetValue<double>(), Is.EqualTo(threshold));
        Assert.That(alarm["EvaluationPeriods"]!.GetValue<int>(), Is.EqualTo(periods));
        Assert.That(alarm["DatapointsToAlarm"]!.GetValue<int>(), Is.EqualTo(periods));
        Assert.That(
            queries.Select(query => (query!["MetricStat"]?["Period"] ?? query["Period"])?.GetValue<int>()).Where(value => value is not null),
            Has.All.EqualTo(period));
        if (statistic is not null)
        {
            Assert.That(queries.Single()!["MetricStat"]!["Stat"]!.GetValue<string>(), Is.EqualTo(statistic));
        }
    }

    [Test]
    public void A_function_that_is_cut_off_at_ten_seconds_rings_before()
    {
        var short10 = ExampleStage.ProductionInput.Functions.Single(function => function.Id == "moc-file-download");
        var long300 = ExampleStage.ProductionInput.Functions.Single(function => function.Id == "parts-list-parse");

        Assert.That(FunctionAlarms.SlowSeconds(short10), Is.EqualTo(8));
        Assert.That(FunctionAlarms.SlowSeconds(long300), Is.EqualTo(10));
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void None_rings_because_there_are_no_requests(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        Assert.That(
            stack().All("AWS::CloudWatch::Alarm").Select(alarm => alarm["TreatMissingData"]!.GetValue<string>()), Has.All.EqualTo("notBreaching"));
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void Expressions_are_within_CloudWatchs_limits_and_name_what_there_is(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        foreach (var alarm in stack().All("AWS::CloudWatch::Alarm"))
        {
            var name = Text(alarm["AlarmName"]);
            var queries = alarm["Metrics"]!.AsArray();
            var ids = queries.Select(query => query!["Id"]!.GetValue<string>()).ToList();
            Assert.That(queries.Count(query => query!["MetricStat"] is not null), Is.LessThanOrEqualTo(10), name);
            Assert.That(queries.Count(query => query!["ReturnData"]!.GetValue<bool>()), Is.EqualTo(1), name);
            Assert.That(ids, Is.Unique.And.All.Match("^[a-z][a-zA-Z0-9_]*$"), name);
            foreach (var expression in queries.Select(query => query!["Expression"]?.GetValue<string>()).OfType<string>())
            {
                Assert.That(expression, Does.Not.Contain("SEARCH("), name);
                if (!expression.StartsWith("SELECT", StringComparison.Ordinal))
                {
                    Assert.That(Identifier().Matches(expression).Select(match => match.Value).Distinct(), Is.EquivalentTo(ids.Where(id => id != "result")), name);
                }
            }
        }
    }

    [Test]
    public void Answers_of_5xx_count_and_the_callers_mistakes_do_not()
    {
        var query = ExampleStage.Production.Alarm("lego-api-production-server-errors")["Metrics"]![0]!["Expression"]!.GetValue<string>();

        Assert.That(query, Does.Contain("Environment = 'production'").And.Contain("GROUP BY FunctionName"));
        foreach (var code in Lego.Lambda.Runtime.Errors.ErrorCodes.All)
        {
            var status = Lego.Lambda.Runtime.Errors.ErrorCodes.StatusOf(code);
            Assert.That(query.Contains($"StatusCode != '{status}'", StringComparison.Ordinal), Is.EqualTo(status < 500), code);
        }
    }

    [Test]
    public void Every_function_has_its_four_in_production_and_its_domain_tells_of_them()
    {
        var input = ExampleStage.ProductionInput;
        var names = ExampleStage.Production.All("AWS::CloudWatch::Alarm").Select(alarm => Text(alarm["AlarmName"])).ToList();

        Assert.That(names, Is.SupersetOf(input.Functions.SelectMany(function => new[]
        {
            $"{function.Name}-errors", $"{function.Name}-error-rate", $"{function.Name}-throttles", $"{function.Name}-duration",
        })));
        var composites = ExampleStage.Production.All("AWS::CloudWatch::CompositeAlarm");
        Assert.That(composites.Select(alarm => Text(alarm["AlarmName"])), Is.EquivalentTo(
            FunctionDomain.All.Select(domain => $"lego-api-production-{domain.Key}").Append("lego-api-production-operations")));
        Assert.That(composites.Sum(alarm => Text(alarm["AlarmRule"]).Split(" OR ").Length), Is.EqualTo(4 * input.Functions.Count));
        Assert.That(composites, Has.All.Matches<JsonObject>(alarm => Text(alarm["AlarmRule"]).Length <= 10_240));
    }

    [Test]
    public void Each_alarm_tells_somebody_once()
    {
        var children = ExampleStage.Production.All("AWS::CloudWatch::CompositeAlarm").SelectMany(alarm => Text(alarm["AlarmRule"]).Split(" OR ")).ToList();

        foreach (var (id, resource) in ExampleStage.Production.Resources.Where(pair => pair.Value!["Type"]!.GetValue<string>() == "AWS::CloudWatch::Alarm"))
        {
            var tells = resource!["Properties"]!["AlarmActions"] is not null;
            Assert.That(tells, Is.Not.EqualTo(children.Contains($"ALARM(\"{{{id}}}\")")), id);
        }
    }

    [Test]
    public void Elsewhere_functions_have_none_of_their_own()
    {
        Assert.That(
            ExampleStage.Staging.All("AWS::CloudWatch::Alarm").Select(alarm => Text(alarm["AlarmName"])),
            Is.EquivalentTo(new[] { "server-errors", "gateway-5xx", "gateway-latency", "error-traces", "traces-missing", "migrate-errors" }.Select(name => $"lego-api-staging-{name}")));
        Assert.That(ExampleStage.Staging.All("AWS::CloudWatch::CompositeAlarm"), Is.Empty);
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public async Task Each_links_to_traces_by_a_filter_that_the_console_reads(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        await using var console = await ExampleConsole.StartAsync();
        var alarms = stack().All("AWS::CloudWatch::Alarm").Concat(stack().All("AWS::CloudWatch::CompositeAlarm"));
        HashSet<string> filters = [];
        foreach (var alarm in alarms)
        {
            var description = Text(alarm["AlarmDescription"]);
            Assert.That(description.Replace("{AWS::Region}", "ap-southeast-1", StringComparison.Ordinal), Has.Length.LessThanOrEqualTo(AlarmText.MaxLength));
            var link = Link().Match(description);
            Assert.That(link.Success, description);
            filters.Add(Uri.UnescapeDataString(link.Groups["filter"].Value));
        }

        foreach (var filter in filters)
        {
            await console.FindAsync(filter);
        }

        Assert.That(filters, Does.Contain(TraceFilters.Group(TraceGroups.NameOf(input.Name, "errors"))));
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void Each_names_a_query_that_is_saved(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        var saved = SavedQueries.Of(input.Stage.EntryPoint).Select(query => SavedQueries.NameOf(input.Name, query.Name)).ToList();

        foreach (var alarm in stack().All("AWS::CloudWatch::Alarm"))
        {
            var line = Text(alarm["AlarmDescription"]).Split('\n').Single(text => text.StartsWith("Saved query: ", StringComparison.Ordinal));
            Assert.That(saved, Does.Contain(line["Saved query: ".Length..]));
        }
    }

    [GeneratedRegex(@"\b[a-z][a-zA-Z0-9_]*\b")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"https://\S+?/xray/home\?region=\S+?#/traces\?timeRange=PT1H&filter=(?<filter>\S+)")]
    private static partial Regex Link();
}
