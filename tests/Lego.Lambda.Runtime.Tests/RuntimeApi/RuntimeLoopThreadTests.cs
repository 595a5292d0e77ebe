using System.Buffers;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.RuntimeApi.Wire;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class RuntimeLoopThreadTests
{
    private static readonly AsyncLocal<string?> Left = new();

    [Test]
    public async Task Who_completes_a_handler_is_not_held_up_until_the_next_event()
    {
        // Continuations run inside SetResult: a loop that went on there would poll there.
        var work = new TaskCompletionSource();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var loop = await RunningLoop.StartAsync(new DelegateHandler(async (_, response, _) =>
        {
            started.SetResult();
            await work.Task.ConfigureAwait(false);
            response.Write("{}"u8);
        }));
        var outcome = loop.Api.EnqueueAsync("{}");
        await started.Task;

        var completing = Task.Run(work.SetResult);

        await completing.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That((await outcome).Text, Is.EqualTo("{}"));
    }

    [Test]
    public async Task What_a_handler_leaves_in_the_execution_context_does_not_reach_the_next_invocation()
    {
        await using var loop = await RunningLoop.StartAsync(DelegateHandler.Returning(static invocation =>
        {
            var before = Left.Value ?? "nothing";
            Left.Value = invocation.RequestId;
            return $"\"{before}\"";
        }));

        Assert.That((await loop.Api.EnqueueAsync("{}")).Text, Is.EqualTo("\"nothing\""));
        Assert.That((await loop.Api.EnqueueAsync("{}")).Text, Is.EqualTo("\"nothing\""));
    }

    [TestCase("id-1", "id-1")]
    [TestCase("a/b c", "a%2Fb%20c")]
    public async Task A_response_leaves_in_one_piece_with_its_head(string requestId, string inPath)
    {
        var received = "";
        await using var server = new ScriptedServer(async peer =>
        {
            await peer.ReceiveAsync();
            await peer.SendAsync(
                $"HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: {requestId}\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[\r\n1\r\n]\r\n0\r\n\r\n");
            received = await peer.ReceiveOnceAsync();
            await peer.SendAsync("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n");
        });
        var loop = new RuntimeLoop(
            static _ => ValueTask.FromResult<IInvocationHandler>(DelegateHandler.Returning(
                static invocation => System.Text.Encoding.UTF8.GetString(invocation.Event.Span))),
            RunningLoop.Quiet(server.Address));

        var code = await loop.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(RuntimeExitCodes.EnvironmentBroken));
            Assert.That(received, Does.StartWith($"POST /2018-06-01/runtime/invocation/{inPath}/response HTTP/1.1\r\nHost: {server.Address}\r\n"));
            Assert.That(received, Does.EndWith("\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]"));
        }
    }

    [Test]
    public async Task An_event_that_was_cut_off_is_not_handled_and_the_loop_goes_on()
    {
        var handled = 0;
        await using var server = new ScriptedServer(
            static async peer =>
            {
                await peer.ReceiveAsync();
                await peer.SendAsync("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\nContent-Length: 20\r\n\r\n{\"half\":");
            },
            static async peer =>
            {
                await peer.ReceiveAsync();
                await peer.SendAsync("HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n");
            });
        var loop = new RuntimeLoop(
            _ => ValueTask.FromResult<IInvocationHandler>(DelegateHandler.Returning(_ => $"{++handled}")), RunningLoop.Quiet(server.Address));

        Assert.That(await loop.RunAsync(), Is.EqualTo(RuntimeExitCodes.EnvironmentBroken));
        Assert.That(handled, Is.Zero);
    }
}
