using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Lego.Benchmarks;

/// <summary>Runs every benchmark of this assembly in this process, so that all rows see the same machine, and writes one table and one chart.</summary>
internal static class TracingVerb
{
    internal static int Run(string[] options)
    {
        var isQuick = options.Contains("--quick");
        var at = Array.IndexOf(options, "--filter");
        var text = at >= 0 && at + 1 < options.Length ? options[at + 1] : null;
        if (options.Any(option => option != "--quick" && option != "--filter" && option != text))
        {
            Console.Error.WriteLine($"Options are --quick and --filter TEXT, not '{string.Join(' ', options)}'.");
            return 2;
        }

        var folder = ResultFolder();
        var config = ManualConfig.CreateEmpty()
            .AddJob(JobOf(isQuick).WithToolchain(InProcessNoEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new ConsoleLogger())
            .WithArtifactsPath(folder)
            .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
        if (text is not null)
        {
            config.AddFilter(new SimpleFilter(row => row.Descriptor.WorkloadMethodDisplayInfo.Contains(text, StringComparison.OrdinalIgnoreCase)));
        }

        var summaries = BenchmarkRunner.Run(typeof(TracingVerb).Assembly, config);
        var table = RatioTable.Of(summaries);
        Console.WriteLine(table);
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"tracing-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.md"));
        File.WriteAllText(file, table);
        File.WriteAllText(Path.ChangeExtension(file, ".svg"), BarChart.Of(summaries));
        Console.WriteLine($"Written to {file}, and as a chart beside it");
        return summaries.Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
    }

    // Many short rounds: on a shared machine the median of them says more than the mean of few long ones.
    private static Job JobOf(bool isQuick) => isQuick
        ? Job.ShortRun.WithWarmupCount(4).WithIterationCount(9).WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(120))
        : Job.Default;

    private static string ResultFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LegoFunctions.sln")))
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts", "benchmarks")).FullName;
    }
}
