using System.Runtime.InteropServices;
using Lego.LocalHost;
using Lego.LocalHost.Demo;
using Lego.LocalHost.Docs;
using Lego.LocalHost.Hosting;

if (args is [DocsProgram.Verb])
{
    return await DocsProgram.RunAsync();
}

Switches switches;
LocalStackOptions options;
var tellsStory = args is [DemoProgram.Verb, ..];
try
{
    switches = new Switches(tellsStory ? args[1..] : args, Environment.GetEnvironmentVariable);
    options = switches.ToOptions();
}
catch (ArgumentException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 2;
}

if (switches.WantsHelp)
{
    Console.WriteLine(Switches.Help);
    return 0;
}

if (tellsStory)
{
    return await DemoProgram.RunAsync(options);
}

using var stopping = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stopping.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    using var logFile = switches.LogFile is { } path ? new LogFile(path) : null;
    await using var stack = await LocalStack.StartAsync(
        options with
        {
            FunctionOutput = switches.IsQuiet ? null : Console.WriteLine,
            FunctionLines = logFile is null ? null : logFile.Add,
            Notice = Console.WriteLine,
        },
        stopping.Token);
    Console.WriteLine(StartBanner.Write(stack, options.DataFolder));
    await Task.Delay(Timeout.Infinite, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    Console.WriteLine("Stopping.");
    return 0;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
catch (Exception exception) when (exception is PortInUseException or DataFolderInUseException or IOException or InvalidOperationException or TimeoutException or FormatException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
