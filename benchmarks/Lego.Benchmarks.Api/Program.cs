using System.Diagnostics;
using Lego.Benchmarks.Api;
using Lego.LocalHost;
using Lego.LocalHost.Processes;

if (ApiOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(ApiOptions.Usage);
    return 2;
}

var folder = Directory.CreateTempSubdirectory("lego-api-benchmark-").FullName;
try
{
    await using var stack = await LocalStack.StartAsync(
        LocalStackOptions.ForTests(folder) with
        {
            Environment = name => name == FunctionsProcess.PathVariable ? options.Functions : null,
            Notice = Console.Error.WriteLine,
        },
        CancellationToken.None);
    using var http = new HttpClient();
    var callers = new List<Caller>();
    for (var number = 0; number < options.Callers; number++)
    {
        var token = await http.GetStringAsync(new Uri(stack.Gateway, "_local/token?user=ada"));
        callers.Add(new Caller(stack.Gateway, token.Trim(), number, options.IsTraced));
        await callers[^1].PrepareAsync();
    }

    await RunAsync(callers, options.WarmUpRounds);
    callers.ForEach(caller => caller.Forget());
    var (started, before) = (Stopwatch.GetTimestamp(), ProcessorTime.Now());
    await RunAsync(callers, options.Rounds);
    var (elapsed, used) = (Stopwatch.GetElapsedTime(started), ProcessorTime.Now() - before);

    ApiReport.Write(Console.Out, [.. callers.SelectMany(caller => caller.Times)], elapsed, used);
    await new TimeShares(stack.Console).WriteAsync(Console.Out, callers.SelectMany(caller => caller.Traces.TakeLast(160)));
    callers.ForEach(caller => caller.Dispose());
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static Task RunAsync(IEnumerable<Caller> callers, int rounds) => Task.WhenAll(callers.Select(caller => caller.RunAsync(rounds)));
