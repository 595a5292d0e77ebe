using Amazon.CDK;
using Lego.Infrastructure.Observability;

namespace Lego.Infrastructure.Tests.Observability;

internal sealed class ObservabilityStackTests
{
    [TestCaseSource(typeof(ExampleStage), nameof(ExampleStage.All))]
    public void It_fits_into_one_stack(ObservabilityInput input, Func<SynthesizedStack> stack)
    {
        Assert.That(stack().Resources, Has.Count.LessThan(500));
    }

    [Test]
    public void A_domain_without_its_busiest_function_is_refused()
    {
        var input = ExampleStage.StagingInput with { Functions = [.. ExampleStage.StagingInput.Functions.Where(function => function.Id != "moc-list")] };

        Assert.That(() => new ObservabilityStack(new App(), "incomplete", input), Throws.ArgumentException.With.Message.Contains("moc-list"));
    }
}
