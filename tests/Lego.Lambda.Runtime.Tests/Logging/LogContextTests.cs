using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

[Parallelizable(ParallelScope.All)]
internal sealed class LogContextTests
{
    [Test]
    public void Leaving_a_context_gives_back_the_one_before()
    {
        var outer = new LogContext();
        var inner = new LogContext();

        using (outer.Enter())
        {
            using (inner.Enter())
                Assert.That(LogContext.Current, Is.SameAs(inner));
            Assert.That(LogContext.Current, Is.SameAs(outer));
        }

        Assert.That(LogContext.Current, Is.Null);
    }

    [Test]
    public async Task A_context_flows_into_awaited_and_parallel_work()
    {
        var context = new LogContext();
        using var scope = context.Enter();

        await Task.Yield();
        var seen = await Task.WhenAll(Enumerable.Range(0, 20).Select(static _ => Task.Run(static () => LogContext.Current)));

        Assert.That(seen, Is.All.SameAs(context));
    }

    [Test]
    public async Task A_context_entered_by_one_task_is_not_seen_by_another()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var owner = Task.Run(async () =>
        {
            using var scope = new LogContext().Enter();
            entered.SetResult();
            await looked.Task;
        });

        await entered.Task;
        var seen = await Task.Run(static () => LogContext.Current);
        looked.SetResult();
        await owner;

        Assert.That(seen, Is.Null);
    }
}
