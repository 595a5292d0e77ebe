using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using StackExchange.Redis;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Redis.Tests;

/// <summary>Commands below a traced call of the function's own.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TracedCacheTests
{
    private static readonly TracedRun Run = new() { Targets = new DependencyTargets { CacheHost = "cache.internal" } };

    [Test]
    public async Task A_command_below_a_traced_call_is_the_same_node()
    {
        await using var redis = await Connection.OpenAsync();

        var documents = await Run.RunAsync(() => TraceCache("get", "moc:{id}", () => redis.Database.StringGetAsync(redis.Key)));

        var call = documents.Single().Children().Single();
        var node = documents.Single().Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("name"), Is.EqualTo("cache:get"));
            Assert.That(call.Children().Single(), Is.SameAs(node), "one command needs no part of its own in the timeline");
            Assert.That(node.Text("name"), Is.EqualTo("cache.internal"));
            Assert.That(call["metadata"]!["default"]!["commands"]!.ToJsonString(), Is.EqualTo("""{"GET":1}"""));
            Assert.That(documents.Single().ToJsonString(), Does.Not.Contain("planted"));
        }
    }

    [Test]
    public async Task Several_commands_are_parts_in_the_timeline_and_one_node()
    {
        await using var redis = await Connection.OpenAsync();

        var documents = await Run.RunAsync(() => TraceCache("set", "moc:{id}", async () =>
        {
            await redis.Database.StringSetAsync(redis.Key, "x");
            var batch = redis.Database.CreateBatch();
            Task[] sent = [batch.StringGetAsync(redis.Key), batch.StringGetAsync(redis.Key)];
            batch.Execute();
            await Task.WhenAll(sent);
        }));

        var call = documents.Single().Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents.Single().Nodes(), Has.Count.EqualTo(1));
            Assert.That(call["metadata"]!["default"]!["commands"]!.ToJsonString(), Is.EqualTo("""{"SET":1,"GET":2}"""));
            Assert.That(
                call.Children().Where(child => child["namespace"] is null).Select(child => child.Text("name")),
                Is.EqualTo(new[] { "SET", "pipeline" }));
            Assert.That(call.Named("pipeline")["metadata"]!["default"]!["commands"]!.ToJsonString(), Is.EqualTo("""{"GET":2}"""));
        }
    }

    [Test]
    public async Task An_error_of_the_server_is_the_remote_cause_of_its_traced_call()
    {
        await using var redis = await Connection.OpenAsync();
        await redis.Database.StringSetAsync(redis.Key, "no list");

        var documents = await Run.RunAsync(async () =>
        {
            try
            {
                await TraceCache("push", "queue", () => redis.Database.ListLeftPushAsync(redis.Key, "x"));
            }
            catch (RedisServerException)
            {
            }
        });

        var call = documents.Single().Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)call["fault"], Is.True);
            Assert.That((bool?)call["cause"]!["exceptions"]![0]!["remote"], Is.True);
            Assert.That(call["metadata"]!["default"]!["commands"]!.ToJsonString(), Is.EqualTo("""{"LPUSH":1}"""));
        }
    }

    [Test]
    public async Task A_command_that_is_not_waited_for_is_still_part_of_its_call()
    {
        await using var redis = await Connection.OpenAsync();

        var documents = await Run.RunAsync(async () =>
        {
            Task<RedisValue> open = Task.FromResult(RedisValue.Null);
            await TraceCache("get", "moc:{id}", () =>
            {
                open = redis.Database.StringGetAsync(redis.Key);
                return Task.CompletedTask;
            });
            await open;
        });

        var call = documents.Single().Children().Single();
        Assert.That(call["metadata"]!["default"]!["commands"]!.ToJsonString(), Is.EqualTo("""{"GET":1}"""));
    }
}
