using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class SnapStartTests
{
    private const string Root = "/2018-06-01/runtime/";

    [Test]
    public async Task Hooks_run_around_the_snapshot_the_last_registered_first_before_it_and_last_after_it()
    {
        var order = new List<string>();
        await using var loop = await StartAsync(hooks =>
        {
            foreach (var name in new[] { "a", "b" })
            {
                hooks.RegisterBeforeSnapshot(() => Note(order, "before " + name));
                hooks.RegisterAfterRestore(() => Note(order, "after " + name));
            }
        });

        await loop.Api.SnapshotAsync();
        var atSnapshot = order.ToArray();
        loop.Api.Restore();
        var outcome = await loop.Api.EnqueueAsync("{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(atSnapshot, Is.EqualTo(new[] { "before b", "before a" }));
            Assert.That(order, Is.EqualTo(new[] { "before b", "before a", "after a", "after b" }));
            Assert.That(outcome.Text, Is.EqualTo("{}"));
            Assert.That(Paths(loop).Take(2), Is.EqualTo(new[] { "restore/next", "invocation/next" }));
        }
    }

    [Test]
    public async Task Nothing_is_asked_for_before_the_snapshot_is_restored()
    {
        await using var loop = await StartAsync(static _ => { });

        await loop.Api.SnapshotAsync();

        Assert.That(Paths(loop), Is.EqualTo(new[] { "restore/next" }));
    }

    [Test]
    public async Task Without_SnapStart_no_hook_runs()
    {
        var order = new List<string>();
        await using var loop = await StartAsync(
            hooks =>
            {
                hooks.RegisterBeforeSnapshot(() => Note(order, "before"));
                hooks.RegisterAfterRestore(() => Note(order, "after"));
            },
            "on-demand");

        await loop.Api.EnqueueAsync("{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(order, Is.Empty);
            Assert.That(Paths(loop), Has.None.StartsWith("restore"));
        }
    }

    [Test]
    public async Task A_hook_that_fails_before_the_snapshot_is_an_init_error_and_ends_the_process()
    {
        await using var loop = await StartAsync(static hooks => hooks.RegisterBeforeSnapshot(static () => throw new InvalidOperationException("no room")));

        var error = await loop.Api.InitErrorAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Headers["Lambda-Runtime-Function-Error-Type"], Is.EqualTo("Runtime.BeforeSnapshotError"));
            Assert.That(error.Text, Does.Contain("no room").And.Contain("InvalidOperationException"));
            Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.SnapshotFailed));
            Assert.That(Paths(loop), Is.EqualTo(new[] { "init/error" }));
        }
    }

    [Test]
    public async Task A_hook_that_fails_after_the_restore_is_a_restore_error_and_ends_the_process()
    {
        await using var loop = await StartAsync(static hooks => hooks.RegisterAfterRestore(static () => throw new InvalidOperationException("no server")));

        loop.Api.Restore();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.SnapshotFailed));
            Assert.That(Paths(loop), Is.EqualTo(new[] { "restore/next", "restore/error" }));
            Assert.That(loop.Api.Calls.Last().Headers["Lambda-Runtime-Function-Error-Type"], Is.EqualTo("Runtime.AfterRestoreError"));
        }
    }

    [TestCase(ApiFault.ServerError, RuntimeExitCodes.EnvironmentBroken)]
    [TestCase(ApiFault.Forbidden, RuntimeExitCodes.RuntimeApiUnreachable)]
    [TestCase(ApiFault.DropConnection, RuntimeExitCodes.RuntimeApiUnreachable)]
    public async Task A_snapshot_that_is_not_restored_ends_the_process(ApiFault fault, int exitCode)
    {
        await using var loop = await StartAsync(static _ => { }, prepare: api => api.FailRestore(fault));

        Assert.That(await loop.ExitAsync(), Is.EqualTo(exitCode));
    }

    [Test]
    public async Task A_loop_that_waits_for_its_restore_stops_when_told()
    {
        await using var loop = await StartAsync(static _ => { });
        await loop.Api.SnapshotAsync();

        loop.Stop();

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.Stopped));
    }

    private static ValueTask Note(List<string> order, string what)
    {
        order.Add(what);
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Paths(RunningLoop loop) => loop.Api.Calls.Select(static call => call.Path[Root.Length..]);

    private static Task<RunningLoop> StartAsync(
        Action<SnapshotHooks> register, string initializationType = "snap-start", Action<FakeRuntimeApi>? prepare = null)
    {
        SnapshotHooks? hooks = null;
        return RunningLoop.StartAsync(
            _ =>
            {
                register(hooks!);
                return ValueTask.FromResult<IInvocationHandler>(DelegateHandler.Returning(static _ => "{}"));
            },
            address =>
            {
                var options = new RuntimeLoopOptions
                {
                    Environment = new LambdaEnvironment { InitializationType = initializationType },
                    Address = address,
                    StopOnSignals = false,
                    PublishTraceHeader = static _ => { },
                };
                hooks = options.Snapshot;
                return options;
            },
            prepare);
    }
}
