using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Reads what the writer has committed; safe to use from any number of requests at a time.</summary>
internal sealed class TraceStore(StoreFile file)
{
    public StoredTrace? Find(string traceId)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        return TraceReader.Find(connection, traceId);
    }

    public TracePage List(TraceQuery query)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var (keys, total) = FindKeys(connection, query);
        using var select = new StoreStatement(connection, "SELECT summary FROM trace_summaries WHERE trace = ?");
        var traces = new List<TraceSummary>(keys.Count);
        foreach (var key in keys)
        {
            if (select.Bind(key).Step())
            {
                traces.Add(SummaryJson.Read(select.Blob(0)));
                select.Reset();
            }
        }

        return new TracePage(traces, total);
    }

    /// <summary>Lines that name the trace and lines that name only one of its requests, in time order.</summary>
    public IReadOnlyList<LogLine> LogLines(string traceId, IEnumerable<string> requestIds, int limit)
    {
        using var connection = file.Connect();
        using var select = connection.Command(
            """
            WITH requests (id) AS (
                SELECT value FROM json_each(@requests)
                UNION
                SELECT request_id FROM log_lines WHERE trace_id = @trace AND request_id IS NOT NULL
            )
            SELECT trace_id, request_id, time, level, function, line, sequence FROM log_lines WHERE trace_id = @trace
            UNION
            SELECT trace_id, request_id, time, level, function, line, sequence FROM log_lines
                WHERE trace_id IS NULL AND request_id IN (SELECT id FROM requests)
            ORDER BY time, sequence LIMIT @limit
            """,
            ("@trace", traceId), ("@requests", ArrayOf(requestIds)), ("@limit", limit));
        var lines = new List<LogLine>();
        using var row = select.ExecuteReader();
        while (row.Read())
        {
            lines.Add(LogLine.Read(row.GetString(5), row.GetDouble(2)));
        }

        return lines;
    }

    public StoreSize Size()
    {
        using var connection = file.Connect();
        return new StoreSize(
            connection.Scalar("SELECT count(*) FROM traces"), connection.Scalar("SELECT count(*) FROM documents"),
            connection.Scalar("SELECT count(*) FROM log_lines"), StoreSize.UsedBytesOf(connection));
    }

    private static (List<long> Keys, long Total) FindKeys(SqliteConnection connection, TraceQuery query)
    {
        const string newestFirst = "ORDER BY t.start_time DESC, t.key DESC";
        var outcome = Condition(query.Outcome);
        var text = query.Text.Trim().ToLowerInvariant();
        if (text.Length == 0)
        {
            using var count = connection.Command($"SELECT count(*) FROM traces t WHERE {outcome}");
            using var page = connection.Command(
                $"SELECT t.key FROM traces t WHERE {outcome} {newestFirst} LIMIT @limit OFFSET @offset",
                ("@limit", query.Limit), ("@offset", query.Offset));
            return (Keys(page), (long)count.ExecuteScalar()!);
        }

        // Looking through the texts is the cost of this, so it is done once for the page and for the count.
        using var all = connection.Command(
            $"SELECT t.key FROM trace_texts w JOIN traces t ON t.key = w.trace WHERE instr(w.text, @text) > 0 AND {outcome} {newestFirst}",
            ("@text", text));
        var found = Keys(all);
        return ([.. found.Skip(query.Offset).Take(query.Limit)], found.Count);
    }

    private static List<long> Keys(SqliteCommand select)
    {
        var keys = new List<long>();
        using var row = select.ExecuteReader();
        while (row.Read())
        {
            keys.Add(row.GetInt64(0));
        }

        return keys;
    }

    private static string Condition(OutcomeFilter filter) => filter switch
    {
        OutcomeFilter.All => "t.revision > 0",
        OutcomeFilter.Failed => $"t.outcome IN ('{nameof(Outcome.Error)}', '{nameof(Outcome.Throttle)}', '{nameof(Outcome.Fault)}')",
        OutcomeFilter.Recovered => $"t.outcome = '{nameof(Outcome.Ok)}' AND t.problems > 0",
        OutcomeFilter.InProgress => "t.is_partial",
        _ => $"t.outcome = '{filter}'",
    };

    private static string ArrayOf(IEnumerable<string> texts) =>
        new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString();
}
