using System.Buffers;
using System.Diagnostics;
using System.Text;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Testing.RuntimeApi;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

[Parallelizable(ParallelScope.All)]
internal sealed class RuntimeLoopTests
{
    private const string TraceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

    [Test]
    public async Task The_response_arrives_byte_for_byte()
    {
        await using var loop = await RunningLoop.StartAsync(DelegateHandler.Returning(static _ => """{"title":"Größe ≥ 10 🧱"}"""));

        var outcome = await loop.Api.EnqueueAsync("{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.IsSuccess, Is.True);
            Assert.That(outcome.Text, Is.EqualTo("""{"title":"Größe ≥ 10 🧱"}"""));
            Assert.That(outcome.Header("Content-Type"), Is.EqualTo("application/json"));
            Assert.That(outcome.Header("User-Agent"), Does.StartWith("lego-lambda-runtime/"));
        }
    }

    [TestCase(2)]
    [TestCase(4 * 1024)]
    [TestCase(3 * 1024 * 1024)]
    public async Task An_event_of_any_size_reaches_the_handler_whole(int length)
    {
        var json = "\"" + new string('x', length - 2) + "\"";
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(static invocation => Encoding.UTF8.GetString(invocation.Event.Span)));

        var outcome = await loop.Api.EnqueueAsync(json);

        Assert.That(outcome.Text, Is.EqualTo(json));
    }

    [Test]
    public async Task Invocations_follow_each_other_on_one_connection_without_mixing_their_buffers()
    {
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(static invocation => Encoding.UTF8.GetString(invocation.Event.Span)));

        for (var i = 0; i < 50; i++)
        {
            var json = "\"" + new string('a', 50 - i) + "\"";
            Assert.That((await loop.Api.EnqueueAsync(json)).Text, Is.EqualTo(json));
        }
    }

    [Test]
    public async Task The_headers_of_the_event_reach_the_handler()
    {
        Invocation? seen = null;
        await using var loop = await RunningLoop.StartAsync(DelegateHandler.Returning(invocation =>
        {
            seen = invocation;
            return "{}";
        }));
        var headers = new InvocationHeaders
        {
            Deadline = DateTimeOffset.FromUnixTimeMilliseconds(1_767_312_000_123),
            TraceHeader = TraceHeader,
            TenantId = "tenant-7",
            InvocationId = "inv-1",
            ClientContext = """{"client":{"app_title":"bricks, inc"}}""",
            CognitoIdentity = """{"cognitoIdentityId":"id-1","cognitoIdentityPoolId":"pool-1"}""",
        };

        await loop.Api.EnqueueAsync("{}", headers);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen!.RequestId, Is.EqualTo(headers.RequestId));
            Assert.That(seen.Deadline, Is.EqualTo(headers.Deadline));
            Assert.That(seen.InvokedFunctionArn, Is.EqualTo(headers.InvokedFunctionArn));
            Assert.That(seen.TraceHeader, Is.EqualTo(TraceHeader));
            Assert.That(seen.TenantId, Is.EqualTo("tenant-7"));
            Assert.That(seen.InvocationId, Is.EqualTo("inv-1"));
            Assert.That(seen.ClientContextJson, Is.EqualTo(headers.ClientContext));
            Assert.That(seen.CognitoIdentityJson, Is.EqualTo(headers.CognitoIdentity));
        }
    }

    [Test]
    public async Task Headers_that_are_missing_read_as_null_and_the_deadline_as_the_longest_that_Lambda_knows()
    {
        var clock = new FakeTimeProvider();
        Invocation? seen = null;
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(invocation =>
            {
                seen = invocation;
                return "{}";
            }),
            address => new RuntimeLoopOptions
            {
                Environment = new LambdaEnvironment(),
                Address = address,
                Clock = clock,
                StopOnSignals = false,
                PublishTraceHeader = static _ => { },
            });

        await loop.Api.EnqueueAsync("{}", new InvocationHeaders { Deadline = null, InvokedFunctionArn = null });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen!.Deadline, Is.EqualTo(clock.GetUtcNow().AddMinutes(15)));
            Assert.That(seen.InvokedFunctionArn, Is.Null);
            Assert.That(seen.TraceHeader, Is.Null);
            Assert.That(seen.TenantId, Is.Null);
            Assert.That(seen.InvocationId, Is.Null);
            Assert.That(seen.ClientContextJson, Is.Null);
            Assert.That(seen.CognitoIdentityJson, Is.Null);
        }
    }

    [Test]
    public async Task The_remaining_time_runs_down_to_zero_with_the_clock()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_767_312_000));
        var remaining = new List<TimeSpan>();
        await using var loop = await RunningLoop.StartAsync(
            DelegateHandler.Returning(invocation =>
            {
                remaining.Add(invocation.Context.RemainingTime);
                clock.Advance(TimeSpan.FromSeconds(4));
                remaining.Add(invocation.Context.RemainingTime);
                clock.Advance(TimeSpan.FromSeconds(60));
                remaining.Add(invocation.Context.RemainingTime);
                return "{}";
            }),
            address => new RuntimeLoopOptions
            {
                Environment = new LambdaEnvironment(),
                Address = address,
                Clock = clock,
                StopOnSignals = false,
                PublishTraceHeader = static _ => { },
            });

        await loop.Api.EnqueueAsync("{}", new InvocationHeaders { Deadline = clock.GetUtcNow().AddSeconds(30) });

        Assert.That(remaining, Is.EqualTo([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(26), TimeSpan.Zero]));
    }

    [TestCase(true, "inv-1")]
    [TestCase(true, null)]
    [TestCase(false, "inv-1")]
    [TestCase(false, null)]
    public async Task The_invocation_id_goes_back_with_the_answer_when_it_came(bool succeeds, string? invocationId)
    {
        await using var loop = await RunningLoop.StartAsync(DelegateHandler.Returning(
            _ => succeeds ? "{}" : throw new InvalidOperationException("no")));

        var outcome = await loop.Api.EnqueueAsync("{}", new InvocationHeaders { InvocationId = invocationId });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.IsSuccess, Is.EqualTo(succeeds));
            Assert.That(outcome.Header(RuntimeHeaders.InvocationId), Is.EqualTo(invocationId));
        }
    }

    [Test]
    public async Task The_calls_of_the_loop_are_no_part_of_any_trace()
    {
        using var activity = new Activity("outer").Start();
        await using var loop = await RunningLoop.StartAsync(DelegateHandler.Returning(static _ => "{}"));

        await loop.Api.EnqueueAsync("{}");

        Assert.That(loop.Api.Calls.Select(static call => call.Header("traceparent")), Is.All.Null);
    }

    [Test]
    public async Task Writing_after_the_end_of_the_invocation_fails_instead_of_reaching_the_next_response()
    {
        IBufferWriter<byte>? kept = null;
        await using var loop = await RunningLoop.StartAsync(new DelegateHandler((_, response, _) =>
        {
            kept ??= response;
            response.Write("1"u8);
            return ValueTask.CompletedTask;
        }));
        await loop.Api.EnqueueAsync("{}");

        Assert.That(() => kept!.GetMemory(1), Throws.InvalidOperationException.With.Message.Contains("has ended"));
        Assert.That((await loop.Api.EnqueueAsync("{}")).Text, Is.EqualTo("1"));
    }

    [TestCase("", 1, TestName = "An_empty_address_is_refused")]
    [TestCase("http://127.0.0.1:1", 1, TestName = "A_URL_is_refused")]
    [TestCase("127.0.0.1:1", 0, TestName = "A_concurrency_of_zero_is_refused")]
    public void Settings_that_cannot_work_are_refused_at_once(string address, int concurrency)
    {
        var options = new RuntimeLoopOptions { Environment = new LambdaEnvironment(), Address = address, Concurrency = concurrency };

        Assert.That(() => new RuntimeLoop(static _ => default, options), Throws.InstanceOf<ArgumentException>());
    }
}
