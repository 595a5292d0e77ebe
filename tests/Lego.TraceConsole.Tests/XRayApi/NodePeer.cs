using System.ComponentModel;
using System.Diagnostics;

namespace Lego.TraceConsole.Tests.XRayApi;

/// <summary>
/// AWS's clients for Node in the build output. Without Node, npm or a registry a test is skipped on a developer's machine and fails in CI.
/// </summary>
internal static class NodePeer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "peer");
    private static readonly Lazy<Task<string?>> Installation = new(InstallAsync);

    /// <summary>Runs a program of the peer and gives what it printed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        if (await Installation.Value is { } missing)
        {
            Miss($"AWS's clients need Node 20 or newer with npm, and a registry to install packages from. {missing}");
        }

        var (exitCode, output, errors) = await RunAsync("node", arguments);
        Assert.That(exitCode, Is.Zero, errors);
        return output;
    }

    /// <summary>Once for each lock file; null when the packages are there, else why not.</summary>
    private static async Task<string?> InstallAsync()
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(Folder, "package-lock.json"));
        // Written last, so that a broken installation is done again.
        var stamp = Path.Combine(Folder, "node_modules", ".installed-from.json");
        try
        {
            await RunAsync("node", ["--version"]);
            if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted)
            {
                return null;
            }

            var (exitCode, output, errors) = await RunAsync("npm", ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
            if (exitCode != 0)
            {
                return output + errors;
            }
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }

        await File.WriteAllTextAsync(stamp, wanted);
        return null;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, "", $"{program} did not end within {Patience.TotalMinutes} minutes.");
        }
    }

    private static void Miss(string reason)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Ignore(reason);
        }

        Assert.Fail(reason);
    }
}
