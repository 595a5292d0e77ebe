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
        using var count = connection.Command($"SELECT count(*) FROM traces WHERE {condition}", parameters);
        using var select = connection.Command(
            $"SELECT summary FROM traces WHERE {condition} ORDER BY start_time DESC, trace_id LIMIT @limit OFFSET @offset",
            [.. parameters, ("@limit", query.Limit), ("@offset", query.Offset)]);
        var total = (long)count.ExecuteScalar()!;
        var traces = new List<TraceSummary>();
        using var row = select.ExecuteReader();
        while (row.Read())
        {
            traces.Add(JsonSerializer.Deserialize(row.GetString(0), StoreJson.Default.TraceSummary)!);
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
            connection.Scalar("SELECT count(*) FROM log_lines"), StorePruner.UsedBytes(connection));
    }

    private static (string Sql, (string Name, object? Value)[] Parameters) Condition(TraceQuery query)
    {
        var outcome = query.Outcome switch
        {
            OutcomeFilter.All => "summary <> ''",
            OutcomeFilter.Failed => $"outcome IN ('{nameof(Outcome.Error)}', '{nameof(Outcome.Throttle)}', '{nameof(Outcome.Fault)}')",
            OutcomeFilter.Recovered => $"outcome = '{nameof(Outcome.Ok)}' AND problems > 0",
            OutcomeFilter.InProgress => "in_progress",
            _ => $"outcome = '{query.Outcome}'",
        };
        var text = query.Text.Trim().ToLowerInvariant();
        return text.Length == 0 ? (outcome, []) : ($"{outcome} AND instr(search_text, @text) > 0", [("@text", text)]);
    }

    private static string ArrayOf(IEnumerable<string> texts) =>
        new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString();
}
