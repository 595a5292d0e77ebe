using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Tests.Store;

/// <summary>A store in memory with the writer of the console, and a clock that a test moves.</summary>
internal sealed class MemoryStore : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public MemoryStore()
    {
        _connection.Open();
        StoreSchema.Ensure(_connection);
        Writer = new StoreWriter(_connection);
    }

    public StoreWriter Writer { get; }

    public double Now { get; set; } = SampleTrace.Start;

    /// <summary>Stores the documents in one transaction, without summarising.</summary>
    public List<StoreResult> Add(params IEnumerable<JsonObject> documents)
    {
        var results = new List<StoreResult>();
        Transact(() => results.AddRange(documents.Select(document => Writer.Add(Read(document), Now))));
        return results;
    }

    /// <summary>Summarises all that waits.</summary>
    public void Summarize() => Transact(() => Writer.Summarize(Now, double.MaxValue, long.MaxValue));

    public void Rebuild() => Transact(() => Writer.Rebuild(Now));

    public void Transact(Action action)
    {
        Writer.Begin();
        action();
        Writer.Commit(Now);
    }

    public StoredTrace Find(string traceId) => TraceReader.Find(_connection, traceId)!;

    public long Count(string table) => _connection.Scalar("SELECT count(*) FROM " + table);

    /// <summary>Ids of the summarised traces that fit, in the order of their keys.</summary>
    public List<string> TraceIds(TraceCondition? condition = null)
    {
        condition ??= TraceCondition.Any;
        return Rows($"SELECT t.trace_id FROM traces t WHERE t.revision > 0 AND ({condition.Sql}) ORDER BY t.key", condition.Parameters);
    }

    /// <summary>How SQLite would look for the newest traces that fit.</summary>
    public List<string> PlanOf(TraceCondition condition) => Rows(
        $"EXPLAIN QUERY PLAN SELECT t.key FROM traces t WHERE t.revision > 0 AND ({condition.Sql}) ORDER BY t.start_time DESC LIMIT 100",
        condition.Parameters);

    /// <summary>All that is derived from documents, with names in place of keys, and without what says how often it was derived.</summary>
    public string Derived()
    {
        const string name = "(SELECT name || '|' || type || '|' || account_id || '|' || inferred FROM services WHERE id =";
        return string.Join('\n',
        [
            .. Rows("""
                SELECT trace_id, bytes, limit_exceeded, start_time, end_time, duration, response_time, error, fault, throttle, is_partial, outcome,
                    problems, http_status, http_method, http_url, user_agent, client_ip, user, function
                FROM traces WHERE revision > 0
                """),
            .. Rows($"SELECT 'entry', trace_id, {name} entry_service) FROM traces"),
            .. Rows("SELECT text FROM trace_texts"),
            .. Rows($"""
                SELECT t.trace_id, position, {name} service), v.response_time, v.error, v.fault, v.throttle, is_root, inferred, v.http_status
                FROM trace_services v JOIN traces t ON t.key = v.trace
                """),
            .. Rows($"""
                SELECT t.trace_id, position, {name} source), {name} target), v.response_time, v.error, v.fault, v.throttle, v.http_status
                FROM trace_edges v JOIN traces t ON t.key = v.trace
                """),
            .. Rows($"""
                SELECT t.trace_id, position, a.key, text, number, boolean, {name} service)
                FROM trace_annotations a JOIN traces t ON t.key = a.trace
                """),
            .. Minutes(),
            .. Summaries(),
        ]);
    }

    /// <summary>The minute tables alone.</summary>
    public IEnumerable<string> Minutes()
    {
        const string name = "(SELECT name || '|' || type || '|' || account_id || '|' || inferred FROM services WHERE id =";
        const string counts = "visits, ok, error, throttle, fault, microseconds, hex(histogram)";
        return Rows($"SELECT 'service', minute, {name} service), {counts} FROM service_minutes")
            .Concat(Rows($"SELECT 'edge', minute, {name} source), {name} target), {counts} FROM edge_minutes"));
    }

    public void Dispose() => Writer.Dispose();

    private static SegmentDocument Read(JsonObject document)
    {
        var reason = SegmentDocument.TryRead(Encoding.UTF8.GetBytes(document.ToJsonString()), out var read);
        return read ?? throw new ArgumentException($"{reason}: {document}", nameof(document));
    }

    private IEnumerable<string> Summaries()
    {
        using var select = _connection.Command("SELECT summary FROM trace_summaries");
        using var row = select.ExecuteReader();
        var summaries = new List<string>();
        while (row.Read())
        {
            var summary = SummaryJson.Read(row.GetFieldValue<byte[]>(0));
            summaries.Add(JsonSerializer.Serialize(summary with { Revision = 0, Updated = 0 }, StoreJson.Default.TraceSummary));
        }

        return summaries.Order(StringComparer.Ordinal);
    }

    private List<string> Rows(string sql, params IReadOnlyList<(string Name, object? Value)> parameters)
    {
        using var select = _connection.Command(sql, [.. parameters]);
        using var row = select.ExecuteReader();
        var rows = new List<string>();
        while (row.Read())
        {
            var values = Enumerable.Range(0, row.FieldCount).Select(index => Convert.ToString(row.GetValue(index), CultureInfo.InvariantCulture));
            rows.Add(string.Join(" ; ", values));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
