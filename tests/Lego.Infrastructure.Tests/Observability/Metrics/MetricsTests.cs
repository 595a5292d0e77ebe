using Lego.Functions;
using Lego.Infrastructure.Observability;
using Lego.Infrastructure.Observability.Metrics;
using Lego.Infrastructure.Observability.Traces;
using Lego.Infrastructure.Stages;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Infrastructure.Tests.Observability.Metrics;

internal sealed class MetricsTests
{
    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public async Task Every_metric_of_alarms_and_dashboard_exists(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        var known = AwsMetrics.All.Union(await EmittedMetrics.ReadAsync()).ToHashSet();

        var uses = MetricUse.Of(stack()).ToList();

        var unknown = uses.Where(use => !known.Contains((use.Namespace, use.Name, use.Keys))).Select(use => $"{use.Where}: {use}").ToList();
        Assert.That(unknown, Is.Empty);
        Assert.That(uses, Has.Count.GreaterThan(100));
    }

    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void Dimensions_have_values_that_are_published(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        var groups = TraceGroups.Of(input.Name).Select(group => group.Name).ToList();
        var names = input.Functions.Select(function => function.Name).Append(StageNames.Function(input.Name, "migrate")).ToList();
        var ids = input.Functions.Select(function => function.Id).ToList();

        foreach (var use in MetricUse.Of(stack()))
        {
            foreach (var (key, value) in use.Values)
            {
                Assert.That(value, (key, use.Namespace) switch
                {
                    ("GroupName", _) => Is.AnyOf([.. groups]),
                    ("FunctionName", "AWS/Lambda") => Is.AnyOf([.. names]),
                    ("FunctionName", _) => Is.AnyOf([.. ids]),
                    ("Environment", _) => Is.EqualTo(input.Name),
                    _ => Is.Not.Empty,
                }, $"{use.Where}: {key}");
            }
        }
    }

    [Test]
    public void A_metric_of_X_Ray_that_does_not_exist_is_seen()
    {
        Assert.That(AwsMetrics.All, Does.Not.Contain(("AWS/X-Ray", "TraceCount", "")));
        Assert.That(AwsMetrics.All, Does.Not.Contain(("AWS/X-Ray", "ErrorRate", "GroupName")));
    }

    [TestCase(EntryPointNames.Http, "5xx", "ApiId")]
    [TestCase(EntryPointNames.Rest, "5XXError", "ApiName,Stage")]
    public void The_gateways_have_metrics_of_their_own(string entryPoint, string name, string keys)
    {
        var stack = entryPoint == EntryPointNames.Http ? ExampleStage.Production : ExampleStage.Staging;

        var errors = MetricUse.Of(stack).Where(use => use.Namespace == "AWS/ApiGateway").ToList();

        Assert.That(errors, Has.Some.Matches<MetricUse>(use => use.Name == name));
        Assert.That(errors, Has.All.Matches<MetricUse>(use => use.Keys == keys));
    }

    [Test]
    public void All_that_the_business_counts_is_shown()
    {
        var constants = typeof(BusinessEvents).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.That(OwnMetrics.BusinessEventNames, Is.EquivalentTo(constants));
    }

    [Test]
    public void A_function_is_only_asked_for_errors_that_it_can_have()
    {
        Assert.That(
            OwnMetrics.ServerErrorCodesOf(FunctionCatalog.Find("moc-stats-by-category")),
            Is.EquivalentTo([ErrorCodes.Internal, ErrorCodes.ServiceUnavailable, ErrorCodes.Database]));
        Assert.That(OwnMetrics.ServerErrorCodesOf(FunctionCatalog.Find("gallery-image-upload")), Is.EquivalentTo(OwnMetrics.ServerErrorCodes));
    }

    [Test]
    public void A_search_that_is_too_long_is_refused()
    {
        var ids = Enumerable.Range(0, 100).Select(number => $"function-{number}");

        Assert.That(() => OwnMetrics.Search("production", "ColdStart", "Sum", ids), Throws.InvalidOperationException.With.Message.Contains("1024"));
    }
}
