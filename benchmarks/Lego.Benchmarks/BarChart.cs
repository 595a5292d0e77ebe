using System.Globalization;
using System.Net;
using System.Text;
using BenchmarkDotNet.Reports;

namespace Lego.Benchmarks;

/// <summary>The medians as bars (SVG). The scale is logarithmic: rows differ by a factor of a thousand, and each shall be seen.</summary>
internal static class BarChart
{
    private const int RowHeight = 26;
    private const int LabelWidth = 470;
    private const int BarWidth = 520;
    private const double Shortest = 10;

    internal static string Of(IEnumerable<Summary> summaries)
    {
        var rows = summaries.SelectMany(summary => summary.Reports)
            .Where(report => report.ResultStatistics is not null)
            .Select(report => (
                Name: report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''),
                report.ResultStatistics!.Median,
                report.BenchmarkCase.Descriptor.Baseline))
            .ToList();
        var longest = Math.Max(Shortest * 10, rows.Select(row => row.Median).DefaultIfEmpty().Max());
        var height = (rows.Count + 1) * RowHeight;
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{LabelWidth + BarWidth + 120}" height="{height}" font-family="sans-serif" font-size="13">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="white"/>""");
        for (var index = 0; index < rows.Count; index++)
        {
            var (name, median, isBaseline) = rows[index];
            var top = (index * RowHeight) + 6;
            var width = BarWidth * Math.Log(Math.Max(median, Shortest) / Shortest) / Math.Log(longest / Shortest);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<text x="{LabelWidth - 8}" y="{top + 14}" text-anchor="end">{WebUtility.HtmlEncode(name)}</text>""");
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<rect x="{LabelWidth}" y="{top}" width="{Math.Max(1, width):0}" height="18" fill="{(isBaseline ? "#c0392b" : "#7f8c8d")}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<text x="{LabelWidth + Math.Max(1, width) + 6:0}" y="{top + 14}">{RatioTable.Time(median)}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture,
            $"""<text x="{LabelWidth}" y="{height - 8}" fill="#555">median, logarithmic; red is a sampled invocation</text>""");
        svg.AppendLine("</svg>");
        return svg.ToString();
    }
}
