using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Keeps the store within its age and size.</summary>
internal static class StorePruner
{
    public static void DropOlderThan(SqliteConnection connection, double cutoff)
    {
        using (var transaction = connection.BeginTransaction())
        {
            Run(connection, "DELETE FROM documents WHERE trace_id IN (SELECT trace_id FROM traces WHERE received < @cutoff)", cutoff);
            Run(connection, "DELETE FROM traces WHERE received < @cutoff", cutoff);
            Run(connection, "DELETE FROM log_lines WHERE received < @cutoff", cutoff);
            transaction.Commit();
        }

        GiveBackSpace(connection);
    }

    /// <summary>Drops the oldest tenth of everything until the rest fits.</summary>
    public static void DropOver(SqliteConnection connection, long maxBytes)
    {
        if (UsedBytes(connection) <= maxBytes)
        {
            return;
        }

        while (UsedBytes(connection) > maxBytes && DropTenth(connection))
        {
        }

        GiveBackSpace(connection);
    }

    public static long UsedBytes(SqliteConnection connection) =>
        (connection.Scalar("PRAGMA page_count") - connection.Scalar("PRAGMA freelist_count")) * connection.Scalar("PRAGMA page_size");

    private static bool DropTenth(SqliteConnection connection)
    {
        const string oldestTraces = "SELECT trace_id FROM traces ORDER BY received, trace_id LIMIT (SELECT count(*) / 10 + 1 FROM traces)";
        using var transaction = connection.BeginTransaction();
        var dropped = connection.Execute($"DELETE FROM documents WHERE trace_id IN ({oldestTraces})", transaction)
            + connection.Execute($"DELETE FROM traces WHERE trace_id IN ({oldestTraces})", transaction)
            + connection.Execute(
                """
                DELETE FROM log_lines WHERE sequence IN (
                    SELECT sequence FROM log_lines ORDER BY sequence LIMIT (SELECT count(*) / 10 + 1 FROM log_lines))
                """,
                transaction);
        transaction.Commit();
        return dropped > 0;
    }

    private static void Run(SqliteConnection connection, string sql, double cutoff)
    {
        using var command = connection.Command(sql, ("@cutoff", cutoff));
        command.ExecuteNonQuery();
    }

    private static void GiveBackSpace(SqliteConnection connection)
    {
        // Each row of this pragma frees one page, so it has to be read to its end.
        using var command = connection.Command("PRAGMA incremental_vacuum");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
        }
    }
}
