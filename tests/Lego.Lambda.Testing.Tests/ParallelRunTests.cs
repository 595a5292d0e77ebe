using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ParallelRunTests
{
    [Test]
    public async Task Each_of_many_runs_at_once_has_its_own_trace_lines_and_metrics()
    {
        using var host = new TestHost();
        var hello = new Hello(host.Options);

        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(
            () => host.InvokeAsync(hello, TestEvents.Http(Hello.Route, $"/api/hello/name{i}", user: $"u{i}")))));

        Assert.That(runs.Select(run => run.Trace.TraceId), Is.Unique);
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i].Trace.Has("hello").Times(1).WithAnnotation("name", $"name{i}");
            runs[i].Trace.HasOnly("cache:get");
            runs[i].Logs.Has("Request done").Times(1).With("userId", $"u{i}");
            Assert.That(runs[i].Metrics.Has("RequestSuccess").Entries, Has.Count.EqualTo(1));
        }

        Assert.That(host.Logs, Has.Count.EqualTo(runs.Sum(run => run.Logs.Count)));
    }

    [Test]
    public async Task Runs_at_once_with_the_same_ids_do_not_mix_either()
    {
        using var host = new TestHost();
        var context = new TestLambdaContext();
        var arrived = 0;
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => host.InvokeAsync(
            async (_, _) =>
            {
                if (Interlocked.Increment(ref arrived) == 2)
                {
                    both.SetResult();
                }

                await both.Task;
                await TraceWork($"work{i}", _ => Task.CompletedTask);
            },
            context))));

        runs[0].Trace.HasOnly("work0");
        runs[1].Trace.HasOnly("work1");
        Assert.That(runs.Select(run => run.Logs.Has("Invocation done").Lines.Count), Is.All.EqualTo(1));
    }

    [Test]
    public async Task A_run_inside_a_run_has_its_own_trace()
    {
        using var host = new TestHost();

        var outer = await host.InvokeAsync(async (_, _) =>
        {
            await TraceWork("before", _ => Task.CompletedTask);
            var inner = await host.InvokeAsync((_, _) => TraceWork("inside", _ => Task.CompletedTask));
            await TraceWork("after", _ => Task.CompletedTask);
            return inner;
        });

        outer.Trace.HasOnly("before", "after");
        outer.Response.Trace.HasOnly("inside");
        Assert.That(outer.Logs.Has("Invocation done").Lines, Has.Count.EqualTo(1));
    }
}
