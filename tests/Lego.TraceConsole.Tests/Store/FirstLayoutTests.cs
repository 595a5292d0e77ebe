using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class FirstLayoutTests
{
    // As the first layout was made.
    private const string Tables = """
        CREATE TABLE documents (
            sequence INTEGER PRIMARY KEY, trace_id TEXT NOT NULL, id TEXT NOT NULL, parent_id TEXT, name TEXT NOT NULL, origin TEXT, type TEXT,
            start_time REAL NOT NULL, end_time REAL, in_progress INTEGER NOT NULL, received REAL NOT NULL, body BLOB NOT NULL,
            UNIQUE (trace_id, id)
        );
        CREATE TABLE traces (
            trace_id TEXT PRIMARY KEY, received REAL NOT NULL, bytes INTEGER NOT NULL, limit_exceeded INTEGER NOT NULL DEFAULT 0,
            start_time REAL NOT NULL DEFAULT 0, outcome TEXT NOT NULL DEFAULT '', in_progress INTEGER NOT NULL DEFAULT 0,
            problems INTEGER NOT NULL DEFAULT 0, search_text TEXT NOT NULL DEFAULT '', summary TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID;
        CREATE INDEX traces_by_start ON traces (start_time DESC, trace_id);
        CREATE INDEX traces_by_received ON traces (received);
        CREATE TABLE log_lines (
            sequence INTEGER PRIMARY KEY, trace_id TEXT, request_id TEXT, time REAL NOT NULL, level TEXT NOT NULL, function TEXT,
            received REAL NOT NULL, line TEXT NOT NULL
        );
        CREATE INDEX log_lines_by_trace ON log_lines (trace_id) WHERE trace_id IS NOT NULL;
        CREATE INDEX log_lines_by_request ON log_lines (request_id) WHERE request_id IS NOT NULL;
        CREATE INDEX log_lines_by_received ON log_lines (received);
        PRAGMA user_version = 1;
        """;

    [Test]
    public async Task Traces_and_log_lines_of_a_file_of_the_first_layout_are_there_after_the_start()
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.StopServerAsync();
        WriteFirstLayout(console.Folder);

        await console.StartServerAsync();
        var page = await console.PageAsync("/traces/" + SampleTrace.Id);
        await console.SendAllAsync([SampleTrace.Subsegment("7000000000000000", SampleTrace.Put, "late")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Contain("lego-moc-files").And.Contain("an old line"));
            Assert.That(await console.PageAsync("/traces?outcome=Fault"), Does.Contain(SampleTrace.Id));
            Assert.That((await console.JsonAsync("/api/traces/" + SampleTrace.Id))["documents"]!.AsArray(), Has.Count.EqualTo(5));
            Assert.That(
                new ServiceGraphReader(StoreFile.Open(console.Folder, console.Clock)).Read(SampleTrace.Start, SampleTrace.Start + 60).Services,
                Has.Count.EqualTo(6));
        }
    }

    private static void WriteFirstLayout(string folder)
    {
        Array.ForEach(Directory.GetFiles(folder), File.Delete);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "traces.db")};Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;");
        connection.Execute(Tables);
        var documents = SampleTrace.Documents();
        foreach (var document in documents)
        {
            using var insert = connection.Command(
                """
                INSERT INTO documents (trace_id, id, name, start_time, in_progress, received, body)
                VALUES (@trace, @id, 'x', 0, 0, @received, CAST(@body AS BLOB))
                """,
                ("@trace", SampleTrace.Id), ("@id", (string?)document["id"]), ("@received", SampleTrace.Start), ("@body", document.ToJsonString()));
            insert.ExecuteNonQuery();
        }

        using var trace = connection.Command(
            "INSERT INTO traces (trace_id, received, bytes) VALUES (@trace, @received, @bytes)",
            ("@trace", SampleTrace.Id), ("@received", SampleTrace.Start), ("@bytes", documents.Sum(document => document.ToJsonString().Length)));
        trace.ExecuteNonQuery();
        using var line = connection.Command(
            "INSERT INTO log_lines (trace_id, time, level, received, line) VALUES (@trace, @time, 'INFO', @time, @line)",
            ("@trace", SampleTrace.Id), ("@time", SampleTrace.Start), ("@line", $$"""{"traceId":"{{SampleTrace.Id}}","message":"an old line"}"""));
        line.ExecuteNonQuery();
    }
}
