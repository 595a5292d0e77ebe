namespace Lego.TraceConsole.Store;

/// <summary>Counts the traces that started in a range of epoch seconds, from the first (included) to the second (excluded).</summary>
internal sealed class TraceCountsReader(StoreFile file)
{
    private const int MaxValues = 20;

    public TraceCounts Count(double from, double to)
    {
        using var connection = file.Connect();
        using var select = new StoreStatement(
            connection,
            """
            SELECT count(*), coalesce(sum(error), 0), coalesce(sum(fault), 0), coalesce(sum(throttle), 0) FROM traces
            WHERE start_time >= ? AND start_time < ?
            """);
        select.Bind(from).Bind(to).Step();
        return new TraceCounts(select.Int64(0), select.Int64(1), select.Int64(2), select.Int64(3));
    }

    /// <summary>Values that an annotation has, with the number of traces; the most frequent first. A flag has the values true and false.</summary>
    public IReadOnlyList<(string Value, long Traces)> CountValues(double from, double to, string key)
    {
        using var connection = file.Connect();
        using var select = new StoreStatement(
            connection,
            """
            SELECT coalesce(a.text, iif(a.boolean, 'true', 'false')) value, count(DISTINCT t.key) traces
            FROM traces t JOIN trace_annotations a ON a.trace = t.key
            WHERE t.start_time >= ? AND t.start_time < ? AND a.key = ? AND a.number IS NULL
            GROUP BY value ORDER BY traces DESC, value LIMIT ?
            """);
        select.Bind(from).Bind(to).Bind(key).Bind(MaxValues);
        var values = new List<(string Value, long Traces)>();
        while (select.Step())
        {
            values.Add((select.Text(0), select.Int64(1)));
        }

        return values;
    }
}
