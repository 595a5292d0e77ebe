using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
public sealed class InitTraceTests
{
    [Test]
    public async Task A_process_that_fails_to_start_has_a_trace_that_says_why_without_secrets()
    {
        using var probe = new Probe();
        await using var loop = await StartBrokenAsync(probe);

        await loop.ExitAsync();

        var segment = probe.Daemon.ReceiveOne();
        var init = segment.Named("Initialization");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(segment.Text("name"), Is.EqualTo("from-environment"));
            Assert.That(segment.Text("origin"), Is.EqualTo("AWS::Lambda::Function"));
            Assert.That((bool?)segment["fault"], Is.True);
            Assert.That((string?)init["cause"]!["exceptions"]![0]!["type"], Is.EqualTo("InvalidOperationException"));
            Assert.That(init.Annotation("keptBecause"), Is.EqualTo("error"));
            Assert.That(init.Annotation("errorType"), Is.EqualTo("INIT_ERROR"));
            Assert.That(segment.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(SegmentSchema.Validate(segment.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task Where_nothing_is_kept_a_failed_start_is_not_either()
    {
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });
        await using var loop = await StartBrokenAsync(probe);

        await loop.ExitAsync();

        Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
    }

    private static Task<RunningLoop> StartBrokenAsync(Probe probe) => RunningLoop.StartAsync(
        _ => throw new InvalidOperationException("no connection with Password=hunter2;Host=db"),
        address => new RuntimeLoopOptions
        {
            Environment = new LambdaEnvironment { FunctionName = "from-environment" },
            Address = address,
            StopOnSignals = false,
            Handlers = probe.Options,
        });
}
