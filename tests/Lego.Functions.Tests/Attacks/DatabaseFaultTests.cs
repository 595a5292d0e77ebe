using System.Text.Json.Nodes;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing.Tracing;
using Npgsql;

namespace Lego.Functions.Tests.Attacks;

[Parallelizable(ParallelScope.All)]
public sealed class DatabaseFaultTests
{
    private static readonly FaultKind[] ThatDoNothing = [FaultKind.Refuse, FaultKind.LoseRequest, FaultKind.Garbage];

    [TestCaseSource(nameof(ThatDoNothing))]
    public async Task A_write_that_never_gets_there_is_a_database_error_after_three_attempts_and_leaves_nothing(object kind)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        await api.CreateMocAsync("before");
        var before = await UserRows.ReadAsync(api.User);
        servers.Database.Fault = new Fault((FaultKind)kind, Answer: Garbage.Bytes(new Random(1)));

        var failed = await api.CallAsync("moc-create", new JsonObject { ["title"] = "meanwhile" });

        servers.Heal();
        var after = await UserRows.ReadAsync(api.User);
        var again = await api.CallAsync("moc-create", new JsonObject { ["title"] = "meanwhile" });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failed.Status, failed.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
            var attempts = failed.Trace.SelfAndDescendants().Where(step => step.Text("name") == "db:moc.create").ToList();
            // Of a new connection the driver knows that what answers is no PostgreSQL, and that another would not help.
            Assert.That(attempts, Has.Count.EqualTo((FaultKind)kind == FaultKind.Garbage ? 2 : 3));
            Assert.That(attempts.Select(attempt => (bool?)attempt["fault"]), Is.All.True);
            Assert.That(before.ChangesTo(after), Is.Empty);
            Assert.That(again.Status, Is.EqualTo(201), again.Body);
            Assert.That(failed.Body + failed.Trace.ToJsonString() + api.LogText, Does.Not.Contain(servers.Password));
        }
    }

    [TestCase(0)]
    [TestCase(3)]
    public async Task A_server_that_hangs_while_a_connection_is_opened_is_given_up_and_takes_no_connection_with_it(int skip)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        servers.Database.Fault = new Fault(FaultKind.Stall, skip, Count: 1);

        var waited = await api.CallAsync("moc-create", new JsonObject { ["title"] = "meanwhile" });
        var next = await api.CallAsync("moc-list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(waited.Status, Is.EqualTo(201), waited.Body);
            Assert.That(waited.Steps.Count(step => step == "db:moc.create"), Is.EqualTo(2));
            Assert.That((next.Status, (int?)next.Json["total"]), Is.EqualTo((200, 1)));
        }
    }

    [Test]
    public async Task A_slow_statement_is_given_up_at_its_timeout_and_done_at_the_next_attempt()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        await api.CreateMocAsync();
        servers.Database.Fault = new Fault(FaultKind.Stall, Count: 1);

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = "meanwhile" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            Assert.That(answer.Steps.Count(step => step == "db:moc.create"), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task What_the_cache_holds_is_read_without_the_database()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var id = await api.CreateMocAsync();
        await api.CallAsync("moc-get", path: TestApi.Id(id));
        servers.Database.Fault = new Fault(FaultKind.Refuse);

        var cached = await api.CallAsync("moc-get", path: TestApi.Id(id));
        var searched = await api.SearchImagesAsync("castle");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cached.Status, Is.EqualTo(200), cached.Body);
            // The index found nothing, so that nothing had to be read.
            Assert.That((searched.Status, searched.ErrorType), Is.EqualTo((200, (string?)null)).Or.EqualTo((500, "SEARCH_ERROR")));
        }
    }

    [Test]
    public async Task A_session_that_was_ended_while_it_was_idle_fails_no_request()
    {
        var name = "ended-" + Guid.NewGuid().ToString("N");
        await using var api = new TestApi(
            settings => settings with { Database = new NpgsqlConnectionStringBuilder(settings.Database) { ApplicationName = name }.ConnectionString });
        await api.CreateMocAsync();
        await TerminateAsync(name);

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = "after" });

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
    }

    [Test]
    public async Task A_session_that_is_ended_in_the_middle_of_a_transaction_leaves_one_whole_list()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var moc = await api.CreateMocAsync();
        var parts = new JsonArray(
        [
            .. Enumerable.Range(0, 1_500).Select(_ => new JsonObject { ["partNumber"] = "3001", ["partName"] = "Brick", ["quantity"] = 2 }),
        ]);
        // The second message of the transaction is its insert, the third the copy: the connection breaks between the two.
        servers.Database.Fault = new Fault(FaultKind.LoseRequest, Skip: 2, Count: 1);

        var answer = await api.CallAsync(
            "parts-list-create", new JsonObject { ["name"] = "Bricks", ["parts"] = parts }, new Dictionary<string, string> { ["mocId"] = moc });

        var rows = await UserRows.ReadAsync(api.User);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            Assert.That(answer.Steps.Count(step => step == "transaction:parts-list.create"), Is.EqualTo(2));
            Assert.That(rows.Of("list"), Has.Count.EqualTo(1));
            Assert.That((int)rows.Of("parts").Single()["pieces"]!, Is.EqualTo(3_000));
        }
    }

    [Test]
    public async Task A_commit_whose_answer_is_lost_leaves_one_whole_list()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var moc = await api.CreateMocAsync();
        var parts = new JsonArray(
        [
            .. Enumerable.Range(0, 1_500).Select(_ => new JsonObject { ["partNumber"] = "3001", ["partName"] = "Brick", ["quantity"] = 2 }),
        ]);
        var rows = new List<UserRows>();
        // Which message the commit is depends on the driver: all are tried, until none is hit any more.
        for (var skip = 0; skip < 12; skip++)
        {
            var fired = servers.Database.Fired;
            servers.Database.Fault = new Fault(FaultKind.LoseAnswer, skip, Count: 1);
            var answer = await api.CallAsync(
                "parts-list-create", new JsonObject { ["name"] = $"Bricks {skip}", ["parts"] = parts.DeepClone() }, new Dictionary<string, string> { ["mocId"] = moc });
            servers.Heal();
            rows.Add(await UserRows.ReadAsync(api.User));
            Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            Assert.That(rows[^1].Of("list"), Has.Count.EqualTo(skip + 1));
            Assert.That(rows[^1].Of("parts").Select(list => (int)list["pieces"]!), Is.All.EqualTo(3_000));
            if (servers.Database.Fired == fired)
            {
                break;
            }
        }

        Assert.That(rows, Has.Count.GreaterThan(3));
    }

    [Test]
    public async Task A_garbled_answer_does_not_come_back_with_the_connection()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        await api.WishAsync("before");
        for (var seed = 0; seed < 5; seed++)
        {
            servers.Database.Fault = new Fault(FaultKind.GarbageAnswer, Count: 1, Answer: Garbage.Bytes(new Random(seed)));
            var hit = await api.CallAsync("wishlist-create", new JsonObject { ["title"] = $"wish {seed}" });
            servers.Heal();
            var next = await api.WishesAsync();

            Assert.That((hit.Status, next.Status), Is.EqualTo((201, 200)), hit.Body);
            Assert.That(next.Data.AsArray(), Has.Count.EqualTo(seed + 2));
        }
    }

    [Test]
    public async Task A_connection_in_a_state_that_does_not_exist_is_a_database_error_and_takes_no_place_in_the_pool()
    {
        // "Ready for query", in a transaction of the status '4': the driver cannot even close such a connection.
        byte[] ready = [(byte)'Z', 0, 0, 0, 5, (byte)'4'];
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        await api.WishAsync("before");
        servers.Database.Fault = new Fault(FaultKind.GarbageAnswer, Answer: ready);
        var hit = await api.CallAsync("wishlist-create", new JsonObject { ["title"] = "wish" });
        servers.Heal();
        var next = await api.CallAsync("wishlist-create", new JsonObject { ["title"] = "next" });

        Assert.That((hit.Status, hit.ErrorType, next.Status), Is.EqualTo((500, "DATABASE_ERROR", 201)), hit.Body + next.Body);
    }

    /// <summary>Ends the one session of that name.</summary>
    private static async Task TerminateAsync(string name)
    {
        await using var connection = new NpgsqlConnection(AssemblySetUp.Settings.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = name } },
        };
        Assert.That((long)(await command.ExecuteScalarAsync())!, Is.EqualTo(1));
    }
}
