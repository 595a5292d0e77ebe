using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Observability.Traces;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Infrastructure.Tests.Observability.Traces;

internal sealed class TraceGroupsTests
{
    [TestCase("development")]
    [TestCase("staging")]
    [TestCase("production")]
    public void Names_fit_into_the_limits_of_X_Ray(string stage)
    {
        var names = TraceGroups.Of(stage).Select(group => group.Name).ToList();

        Assert.That(names, Has.Count.EqualTo(7));
        Assert.That(names, Has.All.Length.LessThanOrEqualTo(32));
        Assert.That(3 * names.Count, Is.LessThanOrEqualTo(25));
    }

    [Test]
    public async Task Each_trace_is_in_the_group_of_its_domain_and_no_other()
    {
        var traces = FunctionCatalog.All.Select((function, index) => new ExampleTrace(index + 1, "production", function.Id)).ToList();
        var elsewhere = FunctionCatalog.All.Select((function, index) => new ExampleTrace(index + 101, "staging", function.Id));
        await using var console = await StartAsync("production", [.. traces, .. elsewhere]);

        foreach (var domain in FunctionDomain.All)
        {
            var found = await console.FindAsync(TraceFilters.Group(TraceGroups.NameOf("production", domain.Key)));

            var expected = traces.Where(trace => FunctionDomain.Of(trace.FunctionId) == domain).Select(trace => trace.Id);
            Assert.That(found, Is.EquivalentTo(expected), domain.Title);
        }
    }

    [Test]
    public async Task Errors_are_found_where_Lambda_sees_none()
    {
        ExampleTrace[] traces =
        [
            new(1, "production", "moc-get"),
            new(2, "production", "moc-get") { ErrorType = ErrorCodes.NotFound },
            new(3, "production", "wishlist-get") { ErrorType = ErrorCodes.Database },
            new(4, "production", "moc-list") { Seconds = 2.5 },
            new(5, "staging", "moc-get") { ErrorType = ErrorCodes.Internal, Seconds = 3 },
        ];
        await using var console = await StartAsync("production", traces);

        var errors = await console.FindAsync(TraceFilters.Group("lego-api-production-errors"));
        var slow = await console.FindAsync(TraceFilters.Group("lego-api-production-slow"));

        Assert.That(errors, Is.EquivalentTo([traces[1].Id, traces[2].Id]));
        Assert.That(slow, Is.EqualTo([traces[3].Id]));
    }

    [Test]
    public async Task A_handled_failure_of_a_dependency_is_no_error()
    {
        var trace = new ExampleTrace(1, "production", "moc-list");
        await using var console = await StartAsync("production", trace with { Calls = [trace.Call(9, "cache.internal", fault: true)] });

        Assert.That(await console.FindAsync("service() { fault }"), Is.EqualTo([trace.Id]));
        Assert.That(await console.FindAsync(TraceFilters.Errors("production")), Is.Empty);
    }

    [Test]
    public async Task Traces_of_one_function_are_found_by_the_filters_of_its_alarms()
    {
        ExampleTrace[] traces =
        [
            new(1, "production", "moc-get") { ErrorType = ErrorCodes.Database },
            new(2, "production", "moc-list") { ErrorType = ErrorCodes.Database },
            new(3, "production", "moc-get") { Seconds = 9 },
        ];
        await using var console = await StartAsync("production", traces);

        Assert.That(await console.FindAsync(TraceFilters.FunctionErrors("lego-api-production-moc-get")), Is.EqualTo([traces[0].Id]));
        Assert.That(await console.FindAsync(TraceFilters.FunctionSlow("lego-api-production-moc-get", 8.5)), Is.EqualTo([traces[2].Id]));
        Assert.That(await console.FindAsync(TraceFilters.FunctionThrottles("lego-api-production-moc-get")), Is.Empty);
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void The_template_has_them_with_insights(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        var groups = stack().All("AWS::XRay::Group");

        Assert.That(
            groups.Select(group => (group["GroupName"]!.GetValue<string>(), group["FilterExpression"]!.GetValue<string>())),
            Is.EquivalentTo(TraceGroups.Of(input.Name).Select(group => (group.Name, group.Filter))));
        foreach (var group in groups)
        {
            Assert.That(group["InsightsConfiguration"]!["InsightsEnabled"]!.GetValue<bool>(), Is.True);
            Assert.That(group["InsightsConfiguration"]!["NotificationsEnabled"]!.GetValue<bool>(), Is.EqualTo(input.InsightNotifications));
        }
    }

    private static async Task<ExampleConsole> StartAsync(string stage, params IEnumerable<ExampleTrace> traces)
    {
        var console = await ExampleConsole.StartAsync(traces.SelectMany(trace => trace.Documents()));
        foreach (var group in TraceGroups.Of(stage))
        {
            await console.CallAsync("/CreateGroup", new JsonObject { ["GroupName"] = group.Name, ["FilterExpression"] = group.Filter });
        }

        return console;
    }
}
