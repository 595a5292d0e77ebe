using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;

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
        var (condition, parameters) = Condition(query);
        using var count = connection.Command($"SELECT count(*) FROM traces t WHERE {condition}", parameters);
        using var select = connection.Command(
            $"""
            SELECT s.summary FROM (
                SELECT t.key, t.start_time FROM traces t WHERE {condition} ORDER BY t.start_time DESC, t.key DESC LIMIT @limit OFFSET @offset
            ) AS page JOIN trace_summaries s ON s.trace = page.key
            ORDER BY page.start_time DESC, page.key DESC
            """,
            [.. parameters, ("@limit", query.Limit), ("@offset", query.Offset)]);
        var total = (long)count.ExecuteScalar()!;
        var traces = new List<TraceSummary>();
        using var row = select.ExecuteReader();
        while (row.Read())
        {
            traces.Add(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), StoreJson.Default.TraceSummary)!);
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

    private static (string Sql, (string Name, object? Value)[] Parameters) Condition(TraceQuery query)
    {
        var outcome = query.Outcome switch
        {
            OutcomeFilter.All => "t.revision > 0",
            OutcomeFilter.Failed => $"t.outcome IN ('{nameof(Outcome.Error)}', '{nameof(Outcome.Throttle)}', '{nameof(Outcome.Fault)}')",
            OutcomeFilter.Recovered => $"t.outcome = '{nameof(Outcome.Ok)}' AND t.problems > 0",
            OutcomeFilter.InProgress => "t.is_partial",
            _ => $"t.outcome = '{query.Outcome}'",
        };
        var text = query.Text.Trim().ToLowerInvariant();
        return text.Length == 0
            ? (outcome, [])
            : ($"{outcome} AND EXISTS (SELECT 1 FROM trace_summaries w WHERE w.trace = t.key AND instr(w.search_text, @text) > 0)", [("@text", text)]);
    }

    private static string ArrayOf(IEnumerable<string> texts) =>
        new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString();
}
