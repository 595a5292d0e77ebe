using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.LocalHost.Embedded;
using Lego.Testing.Tracing;
using StackExchange.Redis;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Redis.Tests;

/// <summary>Commands that no traced call is around.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CommandTests
{
    [Test]
    public async Task A_command_is_one_node_of_its_server()
    {
        await using var redis = await Connection.OpenAsync();

        var root = await TracedRun.DocumentOfAsync(() => redis.Database.StringSetAsync(redis.Key, "planted-value"));

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("redis@127.0.0.1"));
            Assert.That(node.Text("namespace"), Is.EqualTo("remote"));
            Assert.That(node["sql"], Is.Null, "with a sql block it would be drawn as a SQL database");
            Assert.That(Commands(node), Is.EqualTo("""{"SET":1}"""));
            Assert.That((double)node["end_time"]!, Is.GreaterThanOrEqualTo((double)node["start_time"]!));
            Assert.That((double)node["start_time"]!, Is.GreaterThanOrEqualTo((double)root["start_time"]!));
            Assert.That((double)node["end_time"]!, Is.LessThanOrEqualTo((double)root["end_time"]!));
            Assert.That(node["fault"], Is.Null);
            Assert.That(node.Children(), Is.Empty);
            Assert.That(root.ToJsonString(), Does.Not.Contain("planted"));
        }
    }

    [Test]
    public async Task Commands_one_after_the_other_are_nodes_of_their_own()
    {
        await using var redis = await Connection.OpenAsync();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            await redis.Database.StringSetAsync(redis.Key, "x");
            redis.Database.StringGet(redis.Key);
            await redis.Database.KeyExistsAsync(redis.Key);
        });

        Assert.That(root.Children().Select(Commands), Is.EqualTo(new[] { """{"SET":1}""", """{"GET":1}""", """{"EXISTS":1}""" }));
    }

    [Test]
    public async Task A_batch_is_one_node_that_counts_its_commands()
    {
        await using var redis = await Connection.OpenAsync();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            var batch = redis.Database.CreateBatch();
            Task[] sent =
            [
                batch.StringIncrementAsync(redis.Key), batch.StringIncrementAsync(redis.Key), batch.KeyExistsAsync(redis.Key),
            ];
            batch.Execute();
            await Task.WhenAll(sent);
        });

        Assert.That(root.Children().Select(Commands), Is.EqualTo(new[] { """{"INCR":2,"EXISTS":1}""" }));
    }

    [Test]
    public async Task A_transaction_is_one_node()
    {
        await using var redis = await Connection.OpenAsync();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            var transaction = redis.Database.CreateTransaction();
            _ = transaction.StringIncrementAsync(redis.Key);
            _ = transaction.KeyExistsAsync(redis.Key);
            Assert.That(await transaction.ExecuteAsync(), Is.True);
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Children().Select(Commands), Is.EqualTo(new[] { """{"EXEC":1}""" }));
            Assert.That(root.Children().Single()["fault"], Is.Null);
        }
    }

    [Test]
    public async Task A_command_belongs_to_the_work_that_sent_it()
    {
        await using var redis = await Connection.OpenAsync();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            await TraceWork("first", () => redis.Database.StringSetAsync(redis.Key, "x"));
            await TraceWork("second", () => redis.Database.KeyExistsAsync(redis.Key));
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Commands(root.Named("first").Children().Single()), Is.EqualTo("""{"SET":1}"""));
            Assert.That(Commands(root.Named("second").Children().Single()), Is.EqualTo("""{"EXISTS":1}"""));
            Assert.That(root.Nodes(), Has.Count.EqualTo(2));
        }
    }

    [TestCase("redis@127.0.0.1", ExpectedResult = "redis@127.0.0.1")]
    [TestCase("127.0.0.1", ExpectedResult = "127.0.0.1")]
    [TestCase("sessions@127.0.0.1", ExpectedResult = "sessions@127.0.0.1")]
    [TestCase("elsewhere.internal", ExpectedResult = "redis@127.0.0.1")]
    public async Task<string?> The_node_has_the_configured_name_where_it_is_the_same_server(string cacheHost)
    {
        await using var redis = await Connection.OpenAsync();
        var run = new TracedRun { Targets = new DependencyTargets { CacheHost = cacheHost } };

        var documents = await run.RunAsync(() => redis.Database.PingAsync());

        return documents.Single().Nodes().Single().Text("name");
    }

    [Test]
    public async Task Invocations_at_the_same_time_have_each_their_own_commands()
    {
        await using var redis = await Connection.OpenAsync();

        var roots = await Task.WhenAll(Enumerable.Range(1, 8).Select(count => TracedRun.DocumentOfAsync(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await redis.Database.StringGetAsync(redis.Key);
            }
        })));

        Assert.That(roots.Select(root => root.Nodes().Count), Is.EqualTo(Enumerable.Range(1, 8)));
    }

    [Test]
    public async Task A_loop_of_equal_commands_is_one_subsegment()
    {
        await using var redis = await Connection.OpenAsync();

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await redis.Database.StringGetAsync(redis.Key);
            }

            await redis.Database.StringSetAsync(redis.Key, "x");
        });

        Assert.That(root.Children().Select(Commands), Is.EquivalentTo(new[] { """{"GET":1}""", """{"SET":1}""" }));
    }

    [Test]
    public async Task A_command_that_never_reached_the_server_is_a_fault()
    {
        var folder = Directory.CreateTempSubdirectory("lego-redis-down-").FullName;
        await using var server = new EmbeddedCache(folder);
        await server.StartAsync(CancellationToken.None);
        await using var redis = await Connection.OpenAsync(server.Configuration + ",asyncTimeout=500");
        await redis.Database.PingAsync();
        await server.StopAsync(CancellationToken.None);

        var documents = await new TracedRun().RunAsync(
            async () =>
            {
                // The first may still be written to a connection that is about to close.
                for (var i = 0; i < 3; i++)
                {
                    try
                    {
                        await redis.Database.StringGetAsync(redis.Key);
                    }
                    catch (Exception exception) when (exception is RedisConnectionException or RedisTimeoutException)
                    {
                    }
                }
            });

        Assert.That(documents.Single().Nodes().Count(node => node["fault"] is not null), Is.Not.Zero);
    }

    [Test]
    public async Task An_invocation_that_is_not_recorded_costs_its_commands_nothing()
    {
        await using var redis = await Connection.OpenAsync();
        var connection = new RedisConnection(redis.Multiplexer.GetEndPoints());
        var run = new TracedRun { Header = TestTrace.NewHeader(SampleDecision.NotSampled), Tracing = new TracingOptions { Keep = KeepPolicy.None } };
        var allocated = -1L;

        var documents = await run.RunAsync(async () =>
        {
            await redis.Database.StringGetAsync(redis.Key);
            connection.SessionOfCaller();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var session = connection.SessionOfCaller();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(session, Is.Null);
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents, Is.Empty);
            Assert.That(allocated, Is.Zero);
        }
    }

    [Test]
    public async Task A_command_after_the_end_of_its_invocation_is_in_no_trace()
    {
        await using var redis = await Connection.OpenAsync();
        var go = new TaskCompletionSource();
        Task late = Task.CompletedTask;

        var root = await TracedRun.DocumentOfAsync(() =>
        {
            late = LateAsync();
            return Task.CompletedTask;
        });
        go.SetResult();
        await late;

        Assert.That(root.Nodes(), Is.Empty);

        async Task LateAsync()
        {
            await go.Task;
            await redis.Database.StringGetAsync(redis.Key);
        }
    }

    private static string? Commands(JsonObject node) => node["metadata"]?["default"]?["commands"]?.ToJsonString();
}
