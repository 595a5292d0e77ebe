using Lego.Benchmarks.Process;

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

var functions = new FunctionList(options, Console.Error).Prepare();
if (functions.Count == 0)
{
    Console.Error.WriteLine($"Nothing to measure in {options.Folder}.");
    return 1;
}

using var measurement = new Measurement(options);
var load = File.ReadAllText("/proc/loadavg").Trim();
var results = new List<FunctionResult>();
foreach (var function in functions)
{
    Console.Error.WriteLine($"measuring {function.Name}");
    results.Add(measurement.Of(function));
}

var now = TimeProvider.System.GetUtcNow();
var report = new Report(now, load, Environment.ProcessorCount, options.Traced, results);
report.WriteTable(Console.Out);
report.WriteJson(Path.Combine("artifacts", "benchmarks", $"process-{now:yyyyMMdd-HHmmss}.json"));
return 0;
