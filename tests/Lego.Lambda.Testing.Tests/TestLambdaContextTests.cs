using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class TestLambdaContextTests
{
    [Test]
    public void By_default_the_trace_is_sampled_and_each_context_has_ids_of_its_own()
    {
        var (first, second) = (new TestLambdaContext(), new TestLambdaContext());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(TraceHeader.TryParse(first.TraceId, out var header), Is.True);
            Assert.That((header.Sampled, header.HasParent), Is.EqualTo((SampleDecision.Sampled, true)));
            Assert.That(first.TraceId, Is.EqualTo(header.ToString()).And.Not.EqualTo(second.TraceId));
            Assert.That(first.AwsRequestId, Is.Not.EqualTo(second.AwsRequestId));
        }
    }

    [Test]
    public void The_decision_goes_into_the_header_and_a_header_of_ones_own_goes_first()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new TestLambdaContext { Sampled = SampleDecision.NotSampled }.TraceId, Does.EndWith(";Sampled=0"));
            Assert.That(new TestLambdaContext { Sampled = SampleDecision.None }.TraceId, Does.Contain("Parent=").And.Not.Contain("Sampled"));
            Assert.That(new TestLambdaContext { Sampled = SampleDecision.Sampled, TraceId = "Root=x" }.TraceId, Is.EqualTo("Root=x"));
            Assert.That(new TestLambdaContext { TraceId = "" }.TraceId, Is.Empty);
        }
    }

    [Test]
    public void Outside_of_a_run_the_remaining_time_stands_still() =>
        Assert.That(new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(3) }.RemainingTime, Is.EqualTo(TimeSpan.FromSeconds(3)));
}
