namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ColdStartTests
{
    [Test]
    public async Task The_first_run_is_a_cold_start_and_a_new_environment_brings_another()
    {
        using var host = new TestHost();
        var again = host.Options with { Environment = new() };

        var first = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));
        var second = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));
        var third = await host.InvokeAsync(new Hello(again), TestEvents.Http(Hello.Route, "/api/hello/Ada"));

        Assert.That(
            new[] { first, second, third }.Select(run => run.Trace.Root.Annotations["coldStart"].Boolean), Is.EqualTo(new[] { true, false, true }));
        first.Logs.Has("Cold start");
        second.Logs.HasNo("Cold start");
        second.Metrics.HasNo("ColdStart");
    }

    [Test]
    public async Task A_warm_host_has_no_cold_start()
    {
        using var host = new TestHost(warm: true);

        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Http(Hello.Route, "/api/hello/Ada"));

        run.Trace.HasAnnotation("coldStart", false);
    }
}
