using System.ComponentModel;
using System.Diagnostics;

namespace Lego.Testing.Peers;

/// <summary>Runs a program to its end.</summary>
public static class CommandLine
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a program and gives what it printed.</summary>
    /// <exception cref="CommandFailedException">The program is missing, does not end within three minutes, or failed.</exception>
    public static async Task<string> RunAsync(string folder, string program, params IEnumerable<string> arguments)
    {
        var command = $"{program} {string.Join(' ', arguments)}";
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Start(start, command);
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            var printed = await output + await errors;
            return process.ExitCode == 0
                ? printed
                : throw new CommandFailedException($"'{command}' ended with exit code {process.ExitCode}:\n{printed}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new CommandFailedException($"'{command}' did not end within {Patience.TotalMinutes} minutes.");
        }
    }

    private static Process Start(ProcessStartInfo start, string command)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new CommandFailedException($"'{command}' cannot be started: {exception.Message}.");
        }
    }
}
