using System.Runtime.InteropServices;
using Lego.TraceConsole;

if (!ConsoleArguments.TryRead(args, Environment.GetEnvironmentVariable, out var options, out var message))
{
    await Console.Error.WriteLineAsync(message);
    return args is ["--help" or "-h"] ? 0 : 2;
}

try
{
    var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await using var server = await TraceConsoleServer.StartAsync(options);
    Console.WriteLine($"Trace console  {server.Endpoint}");
    Console.WriteLine($"X-Ray daemon   udp and tcp {server.Daemon}  (AWS_XRAY_DAEMON_ADDRESS={server.Daemon})");
    Console.WriteLine($"X-Ray API      aws xray get-trace-summaries --endpoint-url {server.Endpoint} …");
    Console.WriteLine($"Data           {Path.GetFullPath(options.DataFolder)}");
    Console.WriteLine("Ctrl-C stops.");
    await stopped.Task;
    return 0;

    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        stopped.TrySetResult();
    }
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
