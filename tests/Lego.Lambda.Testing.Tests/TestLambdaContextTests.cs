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
    public async Task A_run_names_the_function_by_its_handler_unless_the_test_does()
    {
        using var host = new TestHost();
        var hello = new Hello(host.Options);
        var request = TestEvents.Http(Hello.Route, "/api/hello/Ada");

        var byHandler = await host.InvokeAsync(hello, request);
        var byTest = await host.InvokeAsync(hello, request, new TestLambdaContext { FunctionName = "mine", LogGroupName = "/mine" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((byHandler.Context.FunctionName, byHandler.Context.LogGroupName), Is.EqualTo(("hello", "/aws/lambda/hello")));
            Assert.That(byHandler.Context.InvokedFunctionArn, Is.EqualTo("arn:aws:lambda:eu-central-1:123456789012:function:hello"));
            Assert.That((byTest.Context.FunctionName, byTest.Context.LogGroupName), Is.EqualTo(("mine", "/mine")));
        }
    }

    [Test]
    public void Outside_of_a_run_the_remaining_time_stands_still() =>
        Assert.That(new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(3) }.RemainingTime, Is.EqualTo(TimeSpan.FromSeconds(3)));
}
