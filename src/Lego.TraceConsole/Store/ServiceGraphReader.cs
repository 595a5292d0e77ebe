using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Reads which services there are, what calls what, and how that went.</summary>
internal sealed class ServiceGraphReader(StoreFile file)
{
    private const double SecondsPerMinute = 60;

    /// <summary>
    /// All traces that started in the range, in epoch seconds, which is widened to whole minutes: their counts are kept by the minute, so
    /// the time that this takes does not depend on how many traces there were.
    /// </summary>
    public ServiceGraph Read(double from, double to)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var graph = new GraphBuilder(connection);
        var (first, end) = (MinuteWriter.MinuteOf(from), (long)Math.Ceiling(to / SecondsPerMinute));
        using var services = Minutes(connection, "service_minutes", "service", first, end);
        while (services.Step())
        {
            var service = graph.Service(services.Int64(1));
            service.Extend(services.Int64(0) * SecondsPerMinute, (services.Int64(0) + 1) * SecondsPerMinute);
            AddMinute(service.Statistics, services, 2);
        }

        using var edges = Minutes(connection, "edge_minutes", "source, target", first, end);
        while (edges.Step())
        {
            var edge = graph.Edge(edges.Int64(1), edges.Int64(2));
            edge.Extend(edges.Int64(0) * SecondsPerMinute, (edges.Int64(0) + 1) * SecondsPerMinute);
            AddMinute(edge.Statistics, edges, 3);
        }

        return graph.Build();
    }

    /// <summary>Only those traces of the range that fit; takes the longer the more they are.</summary>
    public ServiceGraph Read(double from, double to, TraceCondition condition) => ReadTraces(
        $"t.start_time >= @from AND t.start_time < @to AND ({condition.Sql})",
        [.. condition.Parameters, ("@from", from), ("@to", to)]);

    /// <summary>These traces; unknown ids are left out.</summary>
    public ServiceGraph Read(IEnumerable<string> traceIds) => ReadTraces(
        "t.trace_id IN (SELECT value FROM json_each(@ids))",
        [("@ids", new JsonArray([.. traceIds.Select(id => JsonValue.Create(id))]).ToJsonString())]);

    internal static void AddMinute(CallStatistics statistics, StoreStatement row, int column) => statistics.Add(
        row.Int64(column), row.Int64(column + 1), row.Int64(column + 2), row.Int64(column + 3), row.Int64(column + 4), row.Int64(column + 5),
        row.Blob(column + 6));

    internal static StoreStatement Minutes(SqliteConnection connection, string table, string keys, long first, long end) => new StoreStatement(
        connection,
        $"""
        SELECT minute, {keys}, visits, ok, error, throttle, fault, microseconds, histogram FROM {table}
        WHERE minute >= ? AND minute < ? ORDER BY minute
        """).Bind(first).Bind(end);

    private ServiceGraph ReadTraces(string condition, (string Name, object? Value)[] parameters)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var graph = new GraphBuilder(connection);
        using var services = connection.Command(
            $"""
            SELECT t.start_time, t.end_time, v.response_time, v.error, v.throttle, v.fault, v.service
            FROM traces t JOIN trace_services v ON v.trace = t.key WHERE {condition}
            """,
            parameters);
        using (var row = services.ExecuteReader())
        {
            while (row.Read())
            {
                var service = graph.Service(row.GetInt64(6));
                service.Extend(row.GetDouble(0), row.GetDouble(1));
                AddCall(service.Statistics, row);
            }
        }

        using var edges = connection.Command(
            $"""
            SELECT t.start_time, t.end_time, v.response_time, v.error, v.throttle, v.fault, v.source, v.target
            FROM traces t JOIN trace_edges v ON v.trace = t.key WHERE {condition}
            """,
            parameters);
        using (var row = edges.ExecuteReader())
        {
            while (row.Read())
            {
                var edge = graph.Edge(row.GetInt64(6), row.GetInt64(7));
                edge.Extend(row.GetDouble(0), row.GetDouble(1));
                AddCall(edge.Statistics, row);
            }
        }

        return graph.Build();
    }

    private static void AddCall(CallStatistics statistics, SqliteDataReader row) =>
        statistics.Add(row.IsDBNull(2) ? null : row.GetDouble(2), row.GetBoolean(3), row.GetBoolean(4), row.GetBoolean(5));
}
