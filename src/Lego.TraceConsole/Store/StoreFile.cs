using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>The database file of a data folder.</summary>
internal sealed class StoreFile
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly string _connectionString;
    private readonly string _writerConnectionString;

    private StoreFile(string path)
    {
        Path = path;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = true }.ToString();
        _writerConnectionString = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
    }

    public string Path { get; }

    public static StoreFile Open(string dataFolder, TimeProvider clock)
    {
        Directory.CreateDirectory(dataFolder);
        var file = new StoreFile(System.IO.Path.GetFullPath(System.IO.Path.Combine(dataFolder, "traces.db")));
        try
        {
            file.EnsureSchema();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Corrupt or NotADatabase)
        {
            // Traces are worth less than a console that starts; the damaged file is kept for who wants to look.
            file.SetAside(clock.GetUtcNow());
            file.EnsureSchema();
        }

        return file;
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>The connection of the one writer.</summary>
    public SqliteConnection ConnectWriter()
    {
        var connection = new SqliteConnection(_writerConnectionString);
        connection.Open();
        // A process that is killed loses nothing that was committed; only a machine that loses power may lose the last moments.
        // Checkpoints move 16 MB at a time, and the log is cut to a size that readers do not have to search for long.
        connection.Execute(
            """
            PRAGMA synchronous = NORMAL;
            PRAGMA busy_timeout = 5000;
            PRAGMA cache_size = -32768;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """);
        return connection;
    }

    public void Close()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private void EnsureSchema()
    {
        using var connection = Connect();
        StoreSchema.Ensure(connection);
    }

    private void SetAside(DateTimeOffset now)
    {
        Close();
        File.Move(Path, FormattableString.Invariant($"{Path}.damaged-{now:yyyyMMdd-HHmmss}"), overwrite: true);
        File.Delete(Path + "-wal");
        File.Delete(Path + "-shm");
    }
}
