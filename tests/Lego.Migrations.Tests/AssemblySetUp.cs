using Lego.LocalHost.Embedded;
using Lego.LocalHost.Embedded.Search;
using Npgsql;

namespace Lego.Migrations.Tests;

/// <summary>One PostgreSQL and one search server for all tests, each of which has a database or an index of its own.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("lego-migrations-").FullName;
    private static readonly EmbeddedPostgres Postgres = new(new EmbeddedPostgresOptions { DataFolder = Path.Combine(Folder, "postgres"), Durable = false });
    private static int _databases;

    [OneTimeSetUp]
    public Task Start() => Postgres.StartAsync(CancellationToken.None);

    [OneTimeTearDown]
    public async Task Stop()
    {
        await Postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Connection string of the owner of a new, empty database.</summary>
    public static async Task<string> NewDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await new Database(Postgres.ConnectionString).RunAsync($"create database {name}");
        return new NpgsqlConnectionStringBuilder(Postgres.ConnectionString) { Database = name, Pooling = false }.ConnectionString;
    }

    /// <summary>A new, empty search server.</summary>
    public static async Task<EmbeddedSearch> NewSearchAsync()
    {
        var search = new EmbeddedSearch(new EmbeddedSearchOptions { DataFolder = Path.Combine(Folder, Guid.NewGuid().ToString("N")) });
        await search.StartAsync(CancellationToken.None);
        return search;
    }
}
