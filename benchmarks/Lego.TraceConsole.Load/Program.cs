using Lego.TraceConsole.Load;
using Lego.TraceConsole.Store;

if (LoadOptions.Read(args) is not { } options)
{
    Console.Error.WriteLine(LoadOptions.Usage);
    return 2;
}

// A whole hour that no retention drops.
var start = Math.Floor((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalHours - 1) * 3600;
var folder = options.Folder ?? Directory.CreateTempSubdirectory("trace-console-load-").FullName;
try
{
    Console.WriteLine($"machine: {Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Trim()}");
    if (options.Steps)
    {
        var steps = StoreFile.Open(folder, TimeProvider.System);
        new StepLoad(steps, start).Run();
        steps.Close();
        return 0;
    }

    if (options.Traces > 0)
    {
        using var console = await ConsoleProcess.StartAsync(folder);
        await new SendLoad(options, console, start).RunAsync();
    }

    var file = StoreFile.Open(folder, TimeProvider.System);
    Console.WriteLine($"store: {new FileInfo(file.Path).Length / 1e6:N0} MB");
    new ReadLoad(options, file, start).Run();
    file.Close();
    Console.WriteLine($"machine: load {File.ReadAllText("/proc/loadavg").Trim()}");
    return 0;
}
finally
{
    if (options is { Keep: false, Folder: null })
    {
        Directory.Delete(folder, recursive: true);
    }
}
