using Lego.Lambda.Runtime.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class SamplingTests
{
    [TestCase(SampleDecision.NotSampled, "Sampled=0")]
    [TestCase(SampleDecision.Requested, "Sampled=?")]
    [TestCase(SampleDecision.None, "no decision")]
    public async Task A_run_that_is_not_sampled_has_an_empty_trace_that_says_why(SampleDecision decision, string reason)
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((_, _) => TraceWork("step", _ => Task.CompletedTask), new TestLambdaContext { Sampled = decision });

        run.Trace.HasNothing();
        Assert.That(run.Trace.WhyEmpty, Does.Contain(reason));
        run.Logs.Has("Invocation done");
    }

    [TestCase("", "without a trace header")]
    [TestCase("garbage", "malformed: \"garbage\"")]
    public async Task A_run_without_a_whole_header_says_what_is_wrong_with_it(string header, string reason)
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync((_, _) => TraceWork("step", _ => Task.CompletedTask), new TestLambdaContext { TraceId = header });

        run.Trace.HasNothing();
        Assert.That(run.Trace.WhyEmpty, Does.Contain(reason));
        run.Logs.Has("Invocation done").Times(1);
    }

    [Test]
    public async Task A_handler_made_with_the_options_of_another_host_is_told_apart()
    {
        using var host = new TestHost();
        using var other = new TestHost();

        var run = await host.InvokeAsync(new Hello(other.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));

        Assert.That(run.Trace.WhyEmpty, Does.Contain("Options of this host"));
    }
}
