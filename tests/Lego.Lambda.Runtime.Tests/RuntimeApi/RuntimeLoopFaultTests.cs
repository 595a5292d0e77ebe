using System.Net;
using System.Net.Sockets;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Testing.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class RuntimeLoopFaultTests
{
    private static readonly DelegateHandler Handler = DelegateHandler.Returning(static _ => "{}");

    [Test]
    public async Task A_failing_init_is_reported_and_ends_the_process_before_any_poll()
    {
        await using var loop = await RunningLoop.StartAsync(static async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("LEGO_DATABASE is missing");
        });

        var call = await loop.Api.InitErrorAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.InitFailed));
            Assert.That((string?)call.Json["errorType"], Is.EqualTo("InvalidOperationException"));
            Assert.That((string?)call.Json["errorMessage"], Is.EqualTo("LEGO_DATABASE is missing"));
            Assert.That(call.Header(RuntimeHeaders.FunctionErrorType), Is.EqualTo("Runtime.InvalidOperationException"));
            Assert.That(call.Header("Content-Type"), Is.EqualTo(RuntimeHeaders.ErrorContentType));
            Assert.That(loop.Api.Calls, Has.Count.EqualTo(1));
        }
    }

    [TestCase(ApiFault.ServerError)]
    [TestCase(ApiFault.DropConnection)]
    public async Task An_init_error_that_cannot_be_reported_ends_the_process_all_the_same(ApiFault fault)
    {
        await using var loop = await RunningLoop.StartAsync(
            static _ => throw new InvalidOperationException("no"),
            prepare: api => api.FailInitError(fault));

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.InitFailed));
    }

    [Test]
    public async Task A_response_refused_as_too_large_becomes_an_error_of_the_invocation()
    {
        await using var loop = await RunningLoop.StartAsync(Handler);
        loop.Api.FailAnswers(ApiFault.PayloadTooLarge);

        var refused = await loop.Api.EnqueueAsync("{}", new InvocationHeaders { InvocationId = "inv-9" });
        var next = await loop.Api.EnqueueAsync("{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.IsSuccess, Is.False);
            Assert.That((string?)refused.Json["errorType"], Is.EqualTo("ResponseSizeTooLarge"));
            Assert.That((string?)refused.Json["errorMessage"], Does.Contain("2 bytes"));
            Assert.That(refused.Header(RuntimeHeaders.FunctionErrorType), Is.EqualTo("Function.ResponseSizeTooLarge"));
            Assert.That(refused.Header(RuntimeHeaders.InvocationId), Is.EqualTo("inv-9"));
            Assert.That(next.IsSuccess, Is.True);
        }
    }

    [Test]
    public async Task A_server_error_on_a_poll_ends_the_process_at_once()
    {
        await using var loop = await RunningLoop.StartAsync(
            static _ => ValueTask.FromResult<IInvocationHandler>(Handler),
            prepare: static api => api.FailPolls(ApiFault.ServerError));

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.EnvironmentBroken));
        Assert.That(loop.Api.Calls, Has.Count.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_server_error_on_an_answer_ends_the_process_at_once(bool succeeds)
    {
        await using var loop = await RunningLoop.StartAsync(
            succeeds ? Handler : DelegateHandler.Returning(static _ => throw new InvalidOperationException("no")));
        loop.Api.FailAnswers(ApiFault.ServerError);

        _ = loop.Api.EnqueueAsync("{}");

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.EnvironmentBroken));
    }

    [Test]
    public async Task A_server_error_does_not_wait_for_the_other_invocations()
    {
        var never = new TaskCompletionSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = await RunningLoop.StartAsync(
            new DelegateHandler(async (invocation, _, _) =>
            {
                if (invocation.Event.Length == 2)
                {
                    started.SetResult();
                    await never.Task;
                }
            }),
            static address => new RuntimeLoopOptions
            {
                Environment = new LambdaEnvironment(),
                Address = address,
                Concurrency = 2,
                StopOnSignals = false,
            });
        _ = loop.Api.EnqueueAsync("{}");
        await started.Task;
        loop.Api.FailAnswers(ApiFault.ServerError);

        _ = loop.Api.EnqueueAsync("[1]");

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.EnvironmentBroken));
    }

    [TestCase(ApiFault.Forbidden)]
    [TestCase(ApiFault.DropConnection)]
    public async Task Polls_that_fail_for_a_while_are_repeated(ApiFault fault)
    {
        await using var loop = await RunningLoop.StartAsync(
            static _ => ValueTask.FromResult<IInvocationHandler>(Handler),
            prepare: api => api.FailPolls(fault, times: 7));

        Assert.That((await loop.Api.EnqueueAsync("{}")).IsSuccess, Is.True);
    }

    [Test]
    public async Task Polls_that_keep_failing_end_the_process()
    {
        await using var loop = await RunningLoop.StartAsync(
            static _ => ValueTask.FromResult<IInvocationHandler>(Handler),
            prepare: static api => api.FailPolls(ApiFault.Forbidden, times: 100));

        Assert.That(await loop.ExitAsync(), Is.EqualTo(RuntimeExitCodes.RuntimeApiUnreachable));
        Assert.That(loop.Api.Calls, Has.Count.EqualTo(8));
    }

    [Test]
    public async Task A_Runtime_API_that_nobody_serves_ends_the_process()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var address = unused.LocalEndpoint.ToString()!;
        unused.Stop();

        var code = await new RuntimeLoop(static _ => ValueTask.FromResult<IInvocationHandler>(Handler), RunningLoop.Quiet(address))
            .RunAsync();

        Assert.That(code, Is.EqualTo(RuntimeExitCodes.RuntimeApiUnreachable));
    }

    [Test]
    public async Task An_answer_that_met_a_dead_connection_is_sent_again()
    {
        await using var loop = await RunningLoop.StartAsync(Handler);
        loop.Api.FailAnswers(ApiFault.DropConnection);

        Assert.That((await loop.Api.EnqueueAsync("{}")).IsSuccess, Is.True);
    }

    [TestCase(ApiFault.BadRequest)]
    [TestCase(ApiFault.Forbidden)]
    public async Task An_answer_that_is_refused_is_given_up_and_the_loop_goes_on(ApiFault fault)
    {
        await using var loop = await RunningLoop.StartAsync(Handler);
        loop.Api.FailAnswers(fault);

        _ = loop.Api.EnqueueAsync("{}");

        Assert.That((await loop.Api.EnqueueAsync("{}")).IsSuccess, Is.True);
    }
}
