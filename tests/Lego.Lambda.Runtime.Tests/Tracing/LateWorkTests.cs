using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class LateWorkTests
{
    [Test]
    public async Task Fire_and_forget_work_that_outlives_its_invocation_is_sent_as_unfinished_once_and_counted()
    {
        using var probe = new Probe();
        var go = new TaskCompletionSource();
        var late = Task.CompletedTask;

        await probe.RunAsync(() =>
        {
            late = TraceWork("forgotten", async _ =>
            {
                await go.Task;
                await TraceCache("get", "key", () => Task.CompletedTask);
            });
            return Task.CompletedTask;
        });
        var root = probe.Daemon.ReceiveOne();
        go.SetResult();
        await late;
        await probe.RunAsync(() => Task.CompletedTask);
        var next = probe.Daemon.ReceiveOne();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Named("forgotten").Metadata("trace", "unfinished"), Is.EqualTo("true"));
            Assert.That(next.Children(), Is.Empty, "late work must not show in the next invocation");
            Assert.That(probe.Exporter.Statistics.LateSubsegments, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task A_child_that_ends_after_its_parent_stays_below_it()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            var go = new TaskCompletionSource();
            Task child;
            using (TraceWork("parent"))
            {
                child = TraceWork("child", _ => go.Task);
            }

            go.SetResult();
            await child;
        });

        var parent = probe.Daemon.ReceiveOne().Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parent.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "child" }));
            Assert.That(parent.Children().Single()["metadata"], Is.Null, "it was finished when the trace was sent");
        }
    }
}
