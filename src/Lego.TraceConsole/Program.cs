using Lego.TraceConsole;

await using var server = await TraceConsoleServer.StartAsync(new TraceConsoleOptions { DataFolder = "traces" });
Console.WriteLine($"Trace console on {server.Endpoint}");
