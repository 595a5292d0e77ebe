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

    /// <summary>Seconds that the roots of the newest traces that fit took, whatever the page.</summary>
    public IReadOnlyList<double> ResponseTimes(TraceQuery query, int limit)
    {
        using var connection = file.Connect();
        var (from, parameters) = Matching(query);
        using var select = connection.Command(
            $"SELECT t.response_time {from} AND t.response_time IS NOT NULL ORDER BY t.start_time DESC LIMIT @limit",
            [.. parameters, ("@limit", limit)]);
        using var row = select.ExecuteReader();
        var times = new List<double>();
        while (row.Read())
        {
            times.Add(row.GetDouble(0));
        }

        return times;
    }

    private static (List<long> Keys, long Total) FindKeys(SqliteConnection connection, TraceQuery query)
    {
        var (from, parameters) = Matching(query);
        if (query.Text.Trim().Length == 0)
        {
            using var count = connection.Command($"SELECT count(*) {from}", [.. parameters]);
            using var page = connection.Command(
                $"SELECT t.key {from} {Order(query)} LIMIT @limit OFFSET @offset",
                [.. parameters, ("@limit", query.Limit), ("@offset", query.Offset)]);
            return (Keys(page), (long)count.ExecuteScalar()!);
        }

        // Looking through the texts is the cost of this, so it is done once for the page and for the count.
        using var all = connection.Command($"SELECT t.key {from} {Order(query)}", [.. parameters]);
        var found = Keys(all);
        return ([.. found.Skip(query.Offset).Take(query.Limit)], found.Count);
    }

    /// <summary>FROM and WHERE for what the query asks.</summary>
    private static (string Sql, IReadOnlyList<(string Name, object? Value)> Parameters) Matching(TraceQuery query)
    {
        var text = query.Text.Trim().ToLowerInvariant();
        var (tables, condition) = text.Length == 0
            ? ("traces t", "1")
            : ("trace_texts w JOIN traces t ON t.key = w.trace", "instr(w.text, @text) > 0");
        return (
            $"""
            FROM {tables} WHERE {condition} AND {OutcomeConditions.Of(query.Outcome)} AND t.start_time >= @from AND t.start_time < @to
                AND ({query.Condition.Sql})
            """,
            [.. query.Condition.Parameters, ("@text", text), ("@from", query.From), ("@to", query.To)]);
    }

    private static string Order(TraceQuery query)
    {
        var direction = query.Ascending ? "ASC" : "DESC";
        const string newestFirst = "t.start_time DESC, t.key DESC";
        return query.Sort switch
        {
            TraceSort.Duration => $"ORDER BY t.duration {direction}, {newestFirst}",
            TraceSort.Status => $"ORDER BY t.http_status {direction} NULLS LAST, {newestFirst}",
            TraceSort.Function => $"ORDER BY t.function COLLATE NOCASE {direction} NULLS LAST, {newestFirst}",
            _ => $"ORDER BY t.start_time {direction}, t.key {direction}",
        };
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

    private static string ArrayOf(IEnumerable<string> texts) =>
        new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString();
}
