using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Npgsql;

namespace Lego.Functions.Tests.Connections;

/// <summary>What goes over the wire to the database: the counts of round trips in <c>eng/limits.json</c> rest on it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RoundTripTests : IAsyncDisposable
{
    private const string Insert = "insert into wishlist_items (user_id, title, sort_order) values (@user, @title, '1')";
    private const string Titles = "select title from wishlist_items where user_id = @user order by title";

    private readonly string _user = "user-" + Guid.NewGuid().ToString("N");
    private readonly TestApi _api;
    private readonly CountingProxy _proxy;

    public RoundTripTests()
    {
        var direct = new NpgsqlConnectionStringBuilder(AssemblySetUp.Settings.Database);
        _proxy = new CountingProxy(direct.Host!, direct.Port);
        direct.Host = "127.0.0.1";
        direct.Port = _proxy.Port;
        _api = new TestApi(settings => settings with { Database = direct.ConnectionString });
    }

    private Database Database => _api.Services.Database;

    [Test]
    public async Task A_batch_is_one_round_trip_however_many_statements_it_has()
    {
        var before = await ConnectAsync();

        var titles = await BatchAsync($"{Insert}; {Titles}; select count(*) from wishlist_items where user_id = @user");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_proxy.RoundTrips - before, Is.EqualTo(1));
            Assert.That(titles, Is.EqualTo(new[] { "Crane" }));
        }
    }

    [Test]
    public async Task Of_a_batch_whose_last_statement_fails_nothing_is_left()
    {
        await ConnectAsync();

        Assert.That(() => BatchAsync($"{Insert}; {Titles}; select 1 / (@user::text = '')::integer"), Throws.TypeOf<DatabaseException>());

        Assert.That(await BatchAsync(Titles), Is.Empty);
    }

    [Test]
    public async Task A_transaction_is_a_round_trip_for_each_statement_and_one_for_the_commit()
    {
        var before = await ConnectAsync();

        await Database.TransactionAsync(
            "test",
            async transaction =>
            {
                await InsertAsync(transaction);
                return await InsertAsync(transaction);
            },
            default);

        Assert.That(_proxy.RoundTrips - before, Is.EqualTo(3));
    }

    [Test]
    public async Task COPY_waits_twice()
    {
        const string Copy = "copy wishlist_items (user_id, title, sort_order) from stdin (format binary)";
        var before = await ConnectAsync();

        await Database.TransactionAsync(
            "test",
            transaction => transaction.CopyAsync(
                Named(Copy),
                ["Crane", "Dump truck"],
                async (row, title) =>
                {
                    await row.WriteAsync(_user);
                    await row.WriteAsync(title);
                    await row.WriteAsync("1");
                },
                default),
            default);

        Assert.That(_proxy.RoundTrips - before, Is.EqualTo(3), "two, and the commit");
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    private Task<IReadOnlyList<string>> BatchAsync(string sql) => Database.BatchAsync(
        Named(sql), [("user", _user), ("title", "Crane")], answers => answers.ListAsync<string>(static _ => static row => row.GetString(0)), default);

    private Task<long> InsertAsync(Transaction transaction) => transaction.BatchAsync(
        Named(Insert), [("user", _user), ("title", "Crane")], static answers => Task.FromResult(answers.RowCount), default);

    private static Statement Named(string sql) => new("test", "wishlist_items", DatabaseOperation.Insert, sql);

    private async Task<int> ConnectAsync()
    {
        await Database.PingAsync(default);
        return _proxy.RoundTrips;
    }
}
