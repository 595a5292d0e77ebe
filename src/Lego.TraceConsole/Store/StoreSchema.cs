using System.Globalization;
using Lego.TraceConsole.XRayApi;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

internal static class StoreSchema
{
    public const long Version = 2;

    // "received", "updated" and "since" are the clock of this machine in epoch seconds; start and end are what the sender wrote.
    private const string Tables = """
        CREATE TABLE documents (
            sequence INTEGER PRIMARY KEY,
            trace INTEGER NOT NULL,
            id INTEGER NOT NULL,
            in_progress INTEGER NOT NULL,
            received REAL NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (trace, id)
        );
        CREATE TABLE traces (
            key INTEGER PRIMARY KEY,
            trace_id TEXT NOT NULL UNIQUE,
            updated REAL NOT NULL,
            bytes INTEGER NOT NULL DEFAULT 0,
            limit_exceeded INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL DEFAULT 0,
            start_time REAL,
            end_time REAL,
            duration REAL,
            response_time REAL,
            error INTEGER NOT NULL DEFAULT 0,
            fault INTEGER NOT NULL DEFAULT 0,
            throttle INTEGER NOT NULL DEFAULT 0,
            is_partial INTEGER NOT NULL DEFAULT 0,
            outcome TEXT NOT NULL DEFAULT '',
            problems INTEGER NOT NULL DEFAULT 0,
            http_status INTEGER,
            http_method TEXT,
            http_url TEXT,
            user_agent TEXT,
            client_ip TEXT,
            user TEXT,
            users INTEGER NOT NULL DEFAULT 0,
            function TEXT,
            entry_service INTEGER
        );
        -- What lists filter by most is in the index itself, so that the rows of what does not fit are not touched.
        CREATE INDEX traces_by_start ON traces (
            start_time, key, error, fault, throttle, is_partial, response_time, duration, http_status);
        CREATE INDEX traces_by_updated ON traces (updated, key);
        CREATE INDEX traces_by_end ON traces (end_time, key);
        CREATE TABLE trace_summaries (
            trace INTEGER PRIMARY KEY,
            summary BLOB NOT NULL
        );
        -- Apart from the summaries, which are many times as long: a search for a text reads all of these.
        CREATE TABLE trace_texts (
            trace INTEGER PRIMARY KEY,
            text TEXT NOT NULL
        );
        CREATE TABLE pending_traces (
            trace INTEGER PRIMARY KEY,
            since REAL NOT NULL
        );
        CREATE TABLE services (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            account_id TEXT NOT NULL,
            inferred INTEGER NOT NULL,
            UNIQUE (name, type, account_id)
        );
        CREATE TABLE trace_services (
            trace INTEGER NOT NULL,
            position INTEGER NOT NULL,
            service INTEGER NOT NULL,
            response_time REAL,
            error INTEGER NOT NULL,
            fault INTEGER NOT NULL,
            throttle INTEGER NOT NULL,
            is_root INTEGER NOT NULL,
            inferred INTEGER NOT NULL,
            http_status INTEGER,
            PRIMARY KEY (trace, position)
        ) WITHOUT ROWID;
        CREATE TABLE trace_edges (
            trace INTEGER NOT NULL,
            position INTEGER NOT NULL,
            source INTEGER NOT NULL,
            target INTEGER NOT NULL,
            response_time REAL,
            error INTEGER NOT NULL,
            fault INTEGER NOT NULL,
            throttle INTEGER NOT NULL,
            http_status INTEGER,
            PRIMARY KEY (trace, position)
        ) WITHOUT ROWID;
        CREATE TABLE trace_annotations (
            trace INTEGER NOT NULL,
            position INTEGER NOT NULL,
            key TEXT NOT NULL,
            text TEXT,
            number REAL,
            boolean INTEGER,
            service INTEGER,
            PRIMARY KEY (trace, position)
        ) WITHOUT ROWID;
        CREATE INDEX trace_annotations_by_text ON trace_annotations (key, text) WHERE text IS NOT NULL;
        CREATE INDEX trace_annotations_by_number ON trace_annotations (key, number) WHERE number IS NOT NULL;
        CREATE TABLE service_minutes (
            minute INTEGER NOT NULL,
            service INTEGER NOT NULL,
            visits INTEGER NOT NULL,
            ok INTEGER NOT NULL,
            error INTEGER NOT NULL,
            throttle INTEGER NOT NULL,
            fault INTEGER NOT NULL,
            microseconds INTEGER NOT NULL,
            histogram BLOB NOT NULL,
            PRIMARY KEY (minute, service)
        ) WITHOUT ROWID;
        CREATE TABLE edge_minutes (
            minute INTEGER NOT NULL,
            source INTEGER NOT NULL,
            target INTEGER NOT NULL,
            visits INTEGER NOT NULL,
            ok INTEGER NOT NULL,
            error INTEGER NOT NULL,
            throttle INTEGER NOT NULL,
            fault INTEGER NOT NULL,
            microseconds INTEGER NOT NULL,
            histogram BLOB NOT NULL,
            PRIMARY KEY (minute, source, target)
        ) WITHOUT ROWID;
        """;

    private const string LogLines = """
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
        // Documents and summaries of a few kilobytes waste less of larger pages; without the second a pruned file never gets smaller. Both
        // must be set before the first table.
        connection.Execute("PRAGMA page_size = 8192");
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        connection.Execute("PRAGMA journal_mode = WAL");
        var found = connection.Scalar("PRAGMA user_version");
        if (found > Version)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"{connection.DataSource} has layout {found} of a newer trace console; this one knows up to {Version}. Choose another data folder."));
        }

        connection.Execute(SettingsTables.Sql);
        if (found == Version)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        if (found == 0)
        {
            connection.Execute(Tables + LogLines, transaction);
        }
        else
        {
            FirstLayout.SetAside(connection, transaction);
            connection.Execute(Tables, transaction);
            FirstLayout.CopyDocuments(connection, transaction);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Version}"), transaction);
        transaction.Commit();
    }
}
