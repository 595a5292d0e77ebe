using System.Globalization;

namespace Lego.Benchmarks.Api;

/// <summary>What was measured, for people.</summary>
internal static class ApiReport
{
    public static void Write(TextWriter output, IReadOnlyList<(string Step, double Milliseconds)> times, TimeSpan elapsed, ProcessorTime used)
    {
        Line($"{times.Count} requests in {elapsed.TotalSeconds:0.0} s: {times.Count / elapsed.TotalSeconds:0.0} a second");
        Line($"requests per processor second: {times.Count / used.Total:0.0} of all, {times.Count / used.Functions:0.0} of the functions, {times.Count / used.Database:0.0} of the database");
        Line($"processor milliseconds a request: {Each(used.Total):0.00} = functions {Each(used.Functions):0.00} + database {Each(used.Database):0.00} + host and callers {Each(used.Host):0.00}");
        Line($"{"",-26} {"count",6} {"p50 ms",8} {"p95 ms",8}");
        Row("all", [.. times.Select(time => time.Milliseconds)]);
        foreach (var step in times.GroupBy(time => time.Step).OrderBy(step => step.Key, StringComparer.Ordinal))
        {
            Row(step.Key, [.. step.Select(time => time.Milliseconds)]);
        }

        double Each(double seconds) => seconds * 1000 / times.Count;

        void Row(string name, List<double> values)
        {
            values.Sort();
            Line($"{name,-26} {values.Count,6} {values[values.Count / 2],8:0.0} {values[values.Count * 95 / 100],8:0.0}");
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
