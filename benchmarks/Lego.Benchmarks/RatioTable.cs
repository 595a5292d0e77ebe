using System.Globalization;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Lego.Benchmarks;

/// <summary>One table of all rows, ratios first: what a row costs beside a sampled invocation of ours.</summary>
internal static class RatioTable
{
    internal static string Of(IEnumerable<Summary> summaries)
    {
        var reports = summaries.SelectMany(summary => summary.Reports).Where(report => report.ResultStatistics is not null).ToList();
        var baseline = reports.Find(report => report.BenchmarkCase.Descriptor.Baseline)?.ResultStatistics?.Median;
        var text = new StringBuilder();
        text.AppendLine("| Ratio | Row | Median | Lowest | Allocated |");
        text.AppendLine("|--:|---|--:|--:|--:|");
        foreach (var report in reports)
        {
            var times = report.ResultStatistics!;
            var ratio = baseline is { } one ? (times.Median / one).ToString("0.00", CultureInfo.InvariantCulture) : "";
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {ratio} | {report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'')} | {Time(times.Median)} | {Time(times.Min)} | {Bytes(report)} |");
        }

        return text.ToString();
    }

    internal static string Time(double nanoseconds) => nanoseconds < 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:0.0} ns")
        : string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1000:0.00} us");

    private static string Bytes(BenchmarkReport report) =>
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B")
            : "";
}
