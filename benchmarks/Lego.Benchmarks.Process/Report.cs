using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lego.Benchmarks.Process;

/// <summary>One run: what was measured, and how busy the machine was.</summary>
internal sealed record Report(DateTimeOffset At, string Load, int Processors, bool Traced, IReadOnlyList<FunctionResult> Functions)
{
    private static readonly int[] Widths = [-20, 7, 7, 22, 22, 19, 19, 19];

    /// <summary>Writes the table: ratios first, since they say more than times that another machine has.</summary>
    public void WriteTable(TextWriter output)
    {
        var empty = Functions.FirstOrDefault(function => function.WarmUs is null)?.FirstAnswerMs;
        var floor = Functions.FirstOrDefault(function => function.Name == "hello.c")?.WarmUs;
        Line(output, "", "start", "warm", "first poll ms", "first answer ms", "processor ms", "answer us", "whole invocation us");
        Line(output, "", "/empty", "/C", "min median max", "min median max", "min median max", "min median max", "min median max");
        foreach (var function in Functions)
        {
            Line(output, function.Name, Ratio(function.FirstAnswerMs, empty), Ratio(function.WarmUs, floor), Text(function.FirstPollMs),
                Text(function.FirstAnswerMs), Text(function.ProcessorMs), Text(function.AnswerUs), Text(function.WarmUs));
        }

        output.WriteLine($"load {Load}, {Processors} processors, {(Traced ? "traced" : "not traced")}");
    }

    public void WriteJson(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, ReportJson.Default.Report));
    }

    private static void Line(TextWriter output, params string[] cells) =>
        output.WriteLine(string.Join(' ', cells.Zip(Widths, static (cell, width) => width < 0 ? cell.PadRight(-width) : cell.PadLeft(width))));

    private static string Ratio(Sample? value, Sample? to) =>
        value is null || to is null ? "" : (value.Median / to.Median).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(Sample? sample) => sample is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{sample.Minimum:0.0} {sample.Median:0.0} {sample.Maximum:0.0}");
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
