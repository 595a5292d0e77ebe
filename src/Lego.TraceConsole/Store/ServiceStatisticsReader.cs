using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Statistics over time. Ranges are epoch seconds, widened to whole minutes; periods are multiples of a minute and begin at multiples of
/// themselves. Periods in which nothing started are left out.
/// </summary>
internal sealed class ServiceStatisticsReader(StoreFile file)
{
    private const int SecondsPerMinute = 60;

    /// <summary>Of the services with this name and, where they are given, this type and account.</summary>
    public IReadOnlyList<StatisticsPoint> OfService(
        double from, double to, int periodSeconds, string name, string? type = null, string? accountId = null)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var services = ServiceCatalog.Find(connection, name, type, accountId);
        return OfMinutes(connection, from, to, periodSeconds, "service_minutes", "service", row => services.Contains(row.Int64(1)));
    }

    /// <summary>Of the calls from services with the one name to services with the other.</summary>
    public IReadOnlyList<StatisticsPoint> OfCalls(double from, double to, int periodSeconds, string source, string target)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var (sources, targets) = (ServiceCatalog.Find(connection, source), ServiceCatalog.Find(connection, target));
        return OfMinutes(
            connection, from, to, periodSeconds, "edge_minutes", "source, target",
            row => sources.Contains(row.Int64(1)) && targets.Contains(row.Int64(2)));
    }

    /// <summary>Of all requests that clients made.</summary>
    public IReadOnlyList<StatisticsPoint> OfClients(double from, double to, int periodSeconds)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var isClient = new Dictionary<long, bool>();
        return OfMinutes(connection, from, to, periodSeconds, "edge_minutes", "source, target", row =>
        {
            var source = row.Int64(1);
            if (!isClient.TryGetValue(source, out var found))
            {
                isClient.Add(source, found = ServiceCatalog.Read(connection, source).IsClient);
            }

            return found;
        });
    }

    /// <summary>Of the requests that clients made in traces that fit; takes the longer the more they are.</summary>
    public IReadOnlyList<StatisticsPoint> OfClients(double from, double to, int periodSeconds, TraceCondition condition)
    {
        using var connection = file.Connect();
        using var snapshot = connection.BeginTransaction(deferred: true);
        using var select = connection.Command(
            $"""
            SELECT t.start_time, v.response_time, v.error, v.throttle, v.fault FROM traces t JOIN trace_edges v ON v.trace = t.key
            WHERE t.start_time >= @from AND t.start_time < @to AND ({condition.Sql})
                AND v.source IN (SELECT id FROM services WHERE type = '{Facts.ServiceCall.Client}')
            """,
            [.. condition.Parameters, ("@from", from), ("@to", to)]);
        using var row = select.ExecuteReader();
        var points = new Points(periodSeconds);
        while (row.Read())
        {
            points.At(row.GetDouble(0)).Add(row.IsDBNull(1) ? null : row.GetDouble(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4));
        }

        return points.ToList();
    }

    private static IReadOnlyList<StatisticsPoint> OfMinutes(
        SqliteConnection connection, double from, double to, int periodSeconds, string table, string keys, Func<StoreStatement, bool> isWanted)
    {
        var points = new Points(periodSeconds);
        var end = (long)Math.Ceiling(to / SecondsPerMinute);
        var firstCount = 1 + keys.Split(',').Length;
        using var minutes = ServiceGraphReader.Minutes(connection, table, keys, MinuteWriter.MinuteOf(from), end);
        while (minutes.Step())
        {
            if (isWanted(minutes))
            {
                ServiceGraphReader.AddMinute(points.At(minutes.Int64(0) * SecondsPerMinute), minutes, firstCount);
            }
        }

        return points.ToList();
    }

    private sealed class Points(int periodSeconds)
    {
        private readonly SortedDictionary<double, CallStatistics> _periods = [];

        public CallStatistics At(double time)
        {
            var start = Math.Floor(time / periodSeconds) * periodSeconds;
            if (!_periods.TryGetValue(start, out var statistics))
            {
                _periods.Add(start, statistics = new CallStatistics());
            }

            return statistics;
        }

        public IReadOnlyList<StatisticsPoint> ToList() => [.. _periods.Select(period => new StatisticsPoint(period.Key, period.Value))];
    }
}
