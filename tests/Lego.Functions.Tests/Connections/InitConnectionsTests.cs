using System.Data.Common;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Functions.Tests.Connections;

public sealed class InitConnectionsTests
{
    private const string Needed = "LEGO_FUNCTION";

    [Test]
    public async Task The_first_request_finds_the_connections_that_the_start_has_opened()
    {
        var name = "init-" + Guid.NewGuid().ToString("N")[..8];
        await using var api = new TestApi(settings => Named(settings, name));

        await StartAsync(api, "moc-list");

        Assert.That(await ConnectionsAsync(name), Is.EqualTo(1));
        Assert.That(api.LogLines, Is.Empty);
    }

    [Test]
    public async Task Switched_off_nothing_is_opened()
    {
        var name = "init-" + Guid.NewGuid().ToString("N")[..8];
        await using var api = new TestApi(settings => Named(settings, name) with { InitConnect = InitConnect.Off });

        await StartAsync(api, "moc-list");

        Assert.That(await ConnectionsAsync(name), Is.Zero);
    }

    [Test]
    public async Task Before_a_snapshot_the_connections_end_and_after_it_others_are_opened()
    {
        var name = "init-" + Guid.NewGuid().ToString("N")[..8];
        await using var api = new TestApi(settings => Named(settings, name));
        var connections = new InitConnections(api.Services, Dependencies.Database | Dependencies.Cache);
        await connections.OpenAsync(CancellationToken.None);

        await connections.CloseAsync();
        Assert.That(await EventuallyAsync(() => ConnectionsAsync(name), 0), Is.Zero);
        await connections.OpenAsync(CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await ConnectionsAsync(name), Is.EqualTo(1));
            Assert.That(async () => await api.Services.Cache.PingAsync(CancellationToken.None), Throws.Nothing);
            Assert.That(api.LogLines, Is.Empty);
        }
    }

    [Test]
    public async Task Servers_that_are_not_there_are_warnings_and_do_not_fail_the_start()
    {
        await using var api = new TestApi(settings => settings with { Database = "Host=127.0.0.1;Port=9", Cache = TestApi.DeadAddress });

        var handler = await StartAsync(api, "moc-list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(handler, Is.Not.Null);
            Assert.That(api.LogLines.Select(line => line["level"]!.ToString()), Is.Not.Empty.And.All.EqualTo("WARN"));
            Assert.That(api.LogLines.Select(line => line.ToJsonString()), Has.Some.Contains("init:database"));
        }
    }

    [Test]
    public async Task A_process_for_all_functions_opens_none()
    {
        var name = "init-" + Guid.NewGuid().ToString("N")[..8];
        await using var api = new TestApi(settings => Named(settings, name));

        await StartAsync(api, FunctionSelection.All);

        Assert.That(await ConnectionsAsync(name), Is.Zero);
    }

    [Test]
    public async Task A_missing_variable_is_named_when_the_process_starts()
    {
        await using var bare = new TestApi(_ => new AppSettings());

        Assert.That(async () => await StartAsync(bare, "moc-list"), Throws.InvalidOperationException.With.Message.Contains("LEGO_DATABASE"));
    }

    private static ValueTask<IInvocationHandler> StartAsync(TestApi api, string function) => FunctionSelection.StartAsync(
        variable => variable == Needed ? function : null, api.Services, new SnapshotHooks(), CancellationToken.None);

    private static AppSettings Named(AppSettings settings, string name) =>
        settings with { Database = new DbConnectionStringBuilder { ConnectionString = settings.Database, ["Application Name"] = name }.ConnectionString };

    // PostgreSQL's own list: what it has, the client cannot pretend.
    private static async Task<long> ConnectionsAsync(string name)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(AssemblySetUp.Settings.Database);
        await using var command = source.CreateCommand("select count(*) from pg_stat_activity where application_name = $1");
        command.Parameters.Add(new() { Value = name });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    // A server sees the end of a connection some time after the client.
    private static async Task<long> EventuallyAsync(Func<Task<long>> count, long expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var found = await count();
        while (found != expected && !patience.IsCancellationRequested)
        {
            found = await count();
        }

        return found;
    }
}
