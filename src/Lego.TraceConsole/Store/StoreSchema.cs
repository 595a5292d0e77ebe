using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

internal static class StoreSchema
{
    private const long Version = 1;

    // "received" is the clock of this machine in epoch seconds; start, end and time are what the sender wrote.
    private const string Tables = """
        CREATE TABLE documents (
            sequence INTEGER PRIMARY KEY,
            trace_id TEXT NOT NULL,
            id TEXT NOT NULL,
            parent_id TEXT,
            name TEXT NOT NULL,
            origin TEXT,
            type TEXT,
            start_time REAL NOT NULL,
            end_time REAL,
            in_progress INTEGER NOT NULL,
            received REAL NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (trace_id, id)
        );
        CREATE TABLE traces (
            trace_id TEXT PRIMARY KEY,
            received REAL NOT NULL,
            bytes INTEGER NOT NULL,
            limit_exceeded INTEGER NOT NULL DEFAULT 0,
            start_time REAL NOT NULL DEFAULT 0,
            outcome TEXT NOT NULL DEFAULT '',
            in_progress INTEGER NOT NULL DEFAULT 0,
            problems INTEGER NOT NULL DEFAULT 0,
            search_text TEXT NOT NULL DEFAULT '',
            summary TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID;
        CREATE INDEX traces_by_start ON traces (start_time DESC, trace_id);
        CREATE INDEX traces_by_received ON traces (received);
        CREATE TABLE log_lines (
            sequence INTEGER PRIMARY KEY,
            trace_id TEXT,
            request_id TEXT,
            time REAL NOT NULL,
            level TEXT NOT NULL,
            function TEXT,
            received REAL NOT NULL,
            line TEXT NOT NULL
        );
        CREATE INDEX log_lines_by_trace ON log_lines (trace_id) WHERE trace_id IS NOT NULL;
        CREATE INDEX log_lines_by_request ON log_lines (request_id) WHERE request_id IS NOT NULL;
        CREATE INDEX log_lines_by_received ON log_lines (received);
        """;

    public static void Ensure(SqliteConnection connection)
    {
        // Without it a pruned file never gets smaller; it must be set before the first table.
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = NORMAL");
        var found = connection.Scalar("PRAGMA user_version");
        if (found > Version)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"{connection.DataSource} has layout {found} of a newer trace console; this one knows up to {Version}. Choose another data folder."));
        }

        if (found == 0)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Tables, transaction);
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"), transaction);
            transaction.Commit();
        }
    }
}
