namespace Lego.Lambda.Runtime.Metrics;

/// <summary>
/// Shares metrics out to lines. In a line a dimension is a member of the root, so it has one value, and so has a metric: what would
/// clash with a line goes to the next.
/// </summary>
internal static class MetricLines
{
    internal static IReadOnlyList<MetricLine> Of(IEnumerable<Metric> metrics)
    {
        var lines = new List<MetricLine>();
        foreach (var metric in metrics)
        {
            var line = lines.Find(known => known.Takes(metric));
            if (line is null)
            {
                lines.Add(line = new MetricLine());
            }

            line.Add(metric);
        }

        return lines;
    }
}
