using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Finds summaries of traces. Pages are cut by time and key, so that traces which come in meanwhile move nothing.</summary>
internal sealed class TraceSearch(StoreFile file)
{
    public TraceSearchPage Find(TraceSearchQuery query, CancellationToken cancellationToken = default)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var found = query.Predicate is null ? FindByCondition(connection, query) : FindByPredicate(connection, query, cancellationToken);
        var traces = ReadSummaries(connection, found.Keys);
        return new TraceSearchPage(traces, CountScanned(connection, query, found.Next), found.Next);
    }

    private static (List<long> Keys, TraceCursor? Next) FindByCondition(SqliteConnection connection, TraceSearchQuery query)
    {
        // One more than asked tells whether there is a next page.
        using var select = Select(connection, query, query.Limit + 1L);
        using var row = select.ExecuteReader();
        var keys = new List<long>();
        TraceCursor last = default;
        while (row.Read())
        {
            if (keys.Count == query.Limit)
            {
                return (keys, last);
            }

            last = new TraceCursor(row.GetDouble(1), row.GetInt64(0));
            keys.Add(last.Key);
        }

        return (keys, null);
    }

    private static (List<long> Keys, TraceCursor? Next) FindByPredicate(
        SqliteConnection connection, TraceSearchQuery query, CancellationToken cancellationToken)
    {
        using var select = Select(connection, query, query.MaxAssembled + 1L);
        using var row = select.ExecuteReader();
        var keys = new List<long>();
        var assembled = 0;
        TraceCursor last = default;
        while (row.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (keys.Count == query.Limit || assembled++ == query.MaxAssembled)
            {
                return (keys, last);
            }

            last = new TraceCursor(row.GetDouble(1), row.GetInt64(0));
            if (TraceReader.FindFacts(connection, last.Key) is { } facts && query.Predicate!(facts))
            {
                keys.Add(last.Key);
            }
        }

        return (keys, null);
    }

    private static SqliteCommand Select(SqliteConnection connection, TraceSearchQuery query, long limit)
    {
        var time = TimeColumn(query.TimeKind);
        var after = query.After is null ? "" : $"AND ({time}, t.key) < (@time, @key)";
        return connection.Command(
            $"""
            SELECT t.key, {time} FROM traces t
            WHERE {time} >= @from AND {time} < @to AND t.revision > 0 {after} AND ({query.Condition.Sql})
            ORDER BY {time} DESC, t.key DESC LIMIT @limit
            """,
            [
                .. query.Condition.Parameters, ("@from", query.From), ("@to", query.To), ("@limit", limit),
                ("@time", query.After?.Time), ("@key", query.After?.Key),
            ]);
    }

    private static long CountScanned(SqliteConnection connection, TraceSearchQuery query, TraceCursor? next)
    {
        var time = TimeColumn(query.TimeKind);
        var after = query.After is null ? "" : $"AND ({time}, t.key) < (@time, @key)";
        var until = next is null ? "" : $"AND ({time}, t.key) >= (@nextTime, @nextKey)";
        using var count = connection.Command(
            $"SELECT count(*) FROM traces t WHERE {time} >= @from AND {time} < @to {after} {until}",
            ("@from", query.From), ("@to", query.To), ("@time", query.After?.Time), ("@key", query.After?.Key),
            ("@nextTime", next?.Time), ("@nextKey", next?.Key));
        return (long)count.ExecuteScalar()!;
    }

    private static List<TraceSummary> ReadSummaries(SqliteConnection connection, List<long> keys)
    {
        var summaries = new List<TraceSummary>(keys.Count);
        using var select = new StoreStatement(connection, "SELECT summary FROM trace_summaries WHERE trace = ?");
        foreach (var key in keys)
        {
            if (select.Bind(key).Step())
            {
                summaries.Add(SummaryJson.Read(select.Blob(0)));
                select.Reset();
            }
        }

        return summaries;
    }

    private static string TimeColumn(TraceTimeKind kind) => kind switch
    {
        TraceTimeKind.Updated => "t.updated",
        TraceTimeKind.End => "t.end_time",
        _ => "t.start_time",
    };
}
