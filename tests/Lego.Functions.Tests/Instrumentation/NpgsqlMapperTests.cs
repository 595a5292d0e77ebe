using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing;
using Lego.Testing.Tracing;
using Npgsql;
using static Lego.Functions.Tests.Instrumentation.TracedRun;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Functions.Tests.Instrumentation;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NpgsqlMapperTests : IAsyncDisposable
{
    private const string Planted = "hunter2";

    private readonly MemoryLog _log = new();
    private readonly NpgsqlConnectionStringBuilder _connection = new(AssemblySetUp.Settings.Database);
    private readonly NpgsqlDataSource _source;

    public NpgsqlMapperTests()
    {
        // All that could tell a value is on: traces must not need it to be off.
        var settings = new NpgsqlConnectionStringBuilder(AssemblySetUp.Settings.Database) { IncludeErrorDetail = true, MaxPoolSize = 8 };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.EnableParameterLogging().UseLoggerFactory(_log.Factory);
        builder.ConfigureTracing(options => options.EnableFirstResponseEvent());
        _source = builder.Build();
    }

    private string Node => $"{_connection.Database}@{_connection.Host}";

    [Test]
    public async Task A_statement_is_a_node_of_its_database()
    {
        var root = await WarmAsync(() => ScalarAsync("select $1::text from (values ('literal')) v", Planted));

        var node = root.Children().Single();
        var sql = node["sql"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo(Node));
            Assert.That(node.Text("namespace"), Is.EqualTo("remote"));
            Assert.That((string?)sql["url"], Is.EqualTo($"postgresql://{_connection.Host}:{_connection.Port}/{_connection.Database}"));
            Assert.That((string?)sql["database_type"], Is.EqualTo("PostgreSQL"));
            Assert.That((string?)sql["user"], Is.EqualTo(_connection.Username));
            Assert.That((string?)sql["sanitized_query"], Does.StartWith("select $1::text from (values (").And.Not.Contain("literal"));
            Assert.That(root.ToJsonString(), Does.Not.Contain(Planted));
        }
    }

    [Test]
    public async Task A_traced_call_and_its_statement_are_one_node()
    {
        var root = await WarmAsync(() => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, () => ScalarAsync("select 1")));

        var node = Nodes(root).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Children().Single().Text("name"), Is.EqualTo("db:orders.get"));
            Assert.That(root.Children().Single().Children(), Is.EqualTo(new[] { node }));
            Assert.That(node.Text("name"), Is.EqualTo(Node));
            Assert.That((string?)node["sql"]!["sanitized_query"], Does.StartWith("select "));
        }
    }

    [Test]
    public async Task Three_statements_of_a_transaction_are_one_node_and_three_parts()
    {
        var root = await WarmAsync(() => TraceDatabase("orders.move", "orders", DatabaseOperation.Transaction, async () =>
        {
            await using var connection = await _source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var text in (string[])["create temp table moved (id int) on commit drop", "insert into moved values (1)", "select id from moved"])
            {
                await using var command = new NpgsqlCommand(text, connection);
                await command.ExecuteScalarAsync();
            }

            await transaction.CommitAsync();
        }));

        var parts = Parts(root.Children().Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Nodes(root), Has.Exactly(1).Items);
            Assert.That(
                parts.Select(part => part.Text("name")!.Split(' ')[0]), Is.EqualTo(new[] { "CREATE", "INSERT", "SELECT" }));
            Assert.That(parts[2].Metadata("default", "statement"), Is.EqualTo("select id from moved"));
        }
    }

    [Test]
    public async Task Calls_in_parallel_have_a_node_each()
    {
        var root = await WarmAsync(() => Task.WhenAll(Enumerable.Range(0, 6).Select(
            i => TraceDatabase($"orders.{i}", "orders", DatabaseOperation.Select, () => ScalarAsync($"select {i} as column{i}")))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Children(), Has.Exactly(6).Items);
            foreach (var call in root.Children())
            {
                var node = call.Children().Single(part => part["namespace"] is not null);
                Assert.That((string?)node["sql"]!["sanitized_query"], Does.EndWith("column" + call.Text("name")![^1]));
            }
        }
    }

    [Test]
    public async Task A_statement_that_fails_in_a_traced_call_is_described_once_and_without_its_values()
    {
        var root = await WarmAsync(
            () => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, () => ScalarAsync("select $1::text::int", Planted)),
            typeof(PostgresException));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Described(root, nameof(PostgresException)), Is.EqualTo(1));
            Assert.That((bool?)Nodes(root).Single()["fault"], Is.True);
            Assert.That(root.ToJsonString(), Does.Contain("22P02").And.Not.Contain(Planted));
            Assert.That(_log.Text, Does.Contain(Planted), "otherwise nothing was there to be kept out");
        }
    }

    [Test]
    public async Task A_statement_that_fails_alone_is_a_fault_with_its_cause()
    {
        var root = await WarmAsync(() => ScalarAsync("select $1::text::int", Planted), typeof(PostgresException));

        var node = Nodes(root).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)node["fault"], Is.True);
            Assert.That(Described(root, nameof(PostgresException)), Is.EqualTo(1));
            Assert.That(CauseId(node), Is.Not.Null.And.EqualTo(CauseId(root)));
            Assert.That(root.ToJsonString(), Does.Not.Contain(Planted));
        }
    }

    [Test]
    public async Task A_failure_that_the_code_handles_shows_at_the_statement_and_at_its_call()
    {
        var root = await WarmAsync(() => TraceDatabase("orders.add", "orders", DatabaseOperation.Insert, async () =>
        {
            try
            {
                await ScalarAsync("select 1 / $1::int", 0);
            }
            catch (PostgresException)
            {
                await ScalarAsync("select 1");
            }
        }));

        var parts = Parts(root.Children().Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)Nodes(root).Single()["fault"], Is.True);
            Assert.That(parts.Select(part => (bool?)part["fault"]), Is.EqualTo(new bool?[] { true, null }));
            Assert.That(Described(root, nameof(PostgresException)), Is.EqualTo(1));
            Assert.That(root["fault"], Is.Null);
        }
    }

    [Test]
    public async Task A_key_that_is_there_already_is_told_without_the_key()
    {
        var root = await WarmAsync(
            async () =>
            {
                await using var connection = await _source.OpenConnectionAsync();
                await using var create = new NpgsqlCommand("create temp table people (name text primary key)", connection);
                await create.ExecuteNonQueryAsync();
                for (var i = 0; i < 2; i++)
                {
                    await using var insert = new NpgsqlCommand("insert into people values ($1)", connection) { Parameters = { new() { Value = Planted } } };
                    await insert.ExecuteNonQueryAsync();
                }
            },
            typeof(PostgresException));

        Assert.That(root.ToJsonString(), Does.Contain("people_pkey").And.Not.Contain(Planted));
    }

    [Test]
    public async Task A_batch_is_one_call_and_so_is_a_command_of_several_statements()
    {
        var root = await WarmAsync(async () =>
        {
            await using var batch = _source.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select 1 as first") { Parameters = { } });
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select $1 as second") { Parameters = { new() { Value = Planted } } });
            await batch.ExecuteNonQueryAsync();
            await ScalarAsync("select 3 as third; select 4 as fourth");
        });

        var statements = Nodes(root).Select(node => (string?)node["sql"]!["sanitized_query"]).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statements, Has.Count.EqualTo(2));
            Assert.That(statements[0], Does.Contain("as first").And.EndsWith("select $1 as second"));
            Assert.That(statements[1], Does.Contain("as third").And.EndsWith("as fourth"));
            Assert.That(root.ToJsonString(), Does.Not.Contain(Planted));
        }
    }

    [Test]
    public async Task A_copy_is_a_call()
    {
        var root = await WarmAsync(async () =>
        {
            await using var connection = await _source.OpenConnectionAsync();
            await using var create = new NpgsqlCommand("create temp table copied (name text)", connection);
            await create.ExecuteNonQueryAsync();
            await using (var import = await connection.BeginBinaryImportAsync("copy copied (name) from stdin (format binary)"))
            {
                await import.StartRowAsync();
                await import.WriteAsync(Planted);
                await import.CompleteAsync();
            }

            using var export = await connection.BeginTextExportAsync("copy copied to stdout");
            Assert.That(await export.ReadToEndAsync(), Does.Contain(Planted));
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Nodes(root).Skip(1).Select(node => (string?)node["sql"]!["sanitized_query"]),
                Is.EqualTo(new[] { "copy copied (name) from stdin (format binary)", "copy copied to stdout" }));
            Assert.That(root.ToJsonString(), Does.Not.Contain(Planted));
        }
    }

    [Test]
    public async Task Opening_a_connection_is_work_on_the_way_to_the_call()
    {
        var alone = await OfAsync(() => ScalarAsync("select 1"));
        _source.Clear();
        var traced = await OfAsync(() => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, () => ScalarAsync("select 1")));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.Children().Select(part => part.Text("name")), Is.EqualTo(new[] { "CONNECT " + _connection.Database, Node }));
            Assert.That(Nodes(alone), Has.Exactly(1).Items);
            Assert.That(Parts(traced.Children().Single()).Select(part => part.Text("name")), Is.EqualTo(new[] { "CONNECT " + _connection.Database }));
            Assert.That(Nodes(traced), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task A_server_that_is_not_there_is_a_failed_call_of_one_node()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)reserved.LocalEndPoint!).Port;
        await using var gone = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Database=gone;Username=app;Password={Planted}");

        var alone = await OfAsync(() => PingAsync(gone), typeof(NpgsqlException));
        var traced = await OfAsync(
            () => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, () => PingAsync(gone)), typeof(NpgsqlException));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Nodes(alone).Single().Text("name"), Is.EqualTo("gone@127.0.0.1"));
            Assert.That((string?)Nodes(alone).Single()["sql"]!["url"], Is.EqualTo($"postgresql://127.0.0.1:{port}/gone"));
            Assert.That((bool?)Nodes(alone).Single()["fault"], Is.True);
            Assert.That(Described(alone, nameof(NpgsqlException)), Is.EqualTo(1));
            Assert.That((bool?)Nodes(traced).Single()["fault"], Is.True);
            Assert.That(Described(traced, nameof(NpgsqlException)), Is.EqualTo(1));
            Assert.That(alone.ToJsonString() + traced.ToJsonString(), Does.Not.Contain(Planted));
        }
    }

    [Test]
    public async Task A_statement_that_is_cut_off_shows_in_the_trace()
    {
        await using var connection = await _source.OpenConnectionAsync();
        Task? left = null;
        using var patience = new CancellationTokenSource();

        var root = await OfAsync(() =>
        {
            left = TraceDatabase("orders.wait", "orders", DatabaseOperation.Select, async () =>
            {
                await using var command = new NpgsqlCommand("select pg_sleep(600)", connection);
                await command.ExecuteNonQueryAsync(patience.Token);
            });
            return Task.CompletedTask;
        });

        await patience.CancelAsync();
        Assert.That(() => left!, Throws.InstanceOf<OperationCanceledException>());
        Assert.That((string?)Nodes(root).Single()["sql"]!["sanitized_query"], Does.StartWith("select pg_sleep("));
    }

    [Test]
    public async Task Nothing_is_recorded_outside_of_an_invocation_nor_in_one_that_is_not_recorded()
    {
        var statement = $"select 'seen' as x{Guid.NewGuid():N}";
        var seen = 0;
        using var counter = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = static (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.None,
            ActivityStopped = activity => seen += Equals(activity.GetTagItem("db.query.text"), statement) ? 1 : 0,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(counter);

        await ScalarAsync(statement);
        var documents = await DocumentsAsync(
            () => ScalarAsync(statement),
            TestTrace.NewHeader(SampleDecision.NotSampled),
            new TracingOptions { Keep = KeepPolicy.None });
        var before = seen;
        await OfAsync(() => ScalarAsync(statement));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents, Is.Empty);
            Assert.That(before, Is.Zero);
            Assert.That(seen, Is.EqualTo(1), "the counter counts where something is recorded");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _log.Dispose();
    }

    private static List<JsonObject> Parts(JsonObject call) => [.. call.Children().Where(part => part["namespace"] is null)];

    /// <summary>The trace of work that finds open connections.</summary>
    private async Task<JsonObject> WarmAsync(Func<Task> work, Type? failsWith = null)
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _source.OpenConnectionAsync().AsTask()));
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }

        return await OfAsync(work, failsWith);
    }

    private async Task ScalarAsync(string sql, object? parameter = null)
    {
        await using var command = _source.CreateCommand(sql);
        if (parameter is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await command.ExecuteScalarAsync();
    }

    private static async Task PingAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
    }
}
