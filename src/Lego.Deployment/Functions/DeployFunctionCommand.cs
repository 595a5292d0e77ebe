using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Lego.Deployment.Functions;

/// <summary><c>deploy-function</c>: deploys one function with <c>dotnet lambda</c>, memory and timeout taken from the catalog.</summary>
internal static partial class DeployFunctionCommand
{
    /// <summary>The alias that the API calls.</summary>
    private const string Alias = "live";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        arguments.AllowOnly("function", "stage", "native", "architecture", "role", "region", "profile", "environment", "live", "dry-run");
        var deployment = FunctionDeployment.From(arguments);
        ToolDefaults.Read(Path.Combine(deployment.Folder, deployment.ConfigFile));
        Console.WriteLine(deployment.CommandLine);
        if (arguments.Has("dry-run"))
        {
            return 0;
        }

        var (exitCode, output) = await RunAsync("dotnet", deployment.Words, deployment.Folder);
        if (exitCode != 0)
        {
            await Console.Error.WriteLineAsync(output.Contains("dotnet-lambda", StringComparison.Ordinal)
                ? "dotnet lambda is not installed: dotnet tool install -g Amazon.Lambda.Tools"
                : $"dotnet lambda ended with code {exitCode}.");
            return exitCode;
        }

        if (!arguments.Has("live"))
        {
            Console.WriteLine($"The new code is $LATEST of {deployment.FunctionName}; the API calls the alias {Alias}, which --live moves.");
            return 0;
        }

        var version = PublishedVersion(output)
            ?? throw new InvalidOperationException($"dotnet lambda did not say which version it published; the alias {Alias} stays where it was.");
        List<string> words = ["lambda", "update-alias", "--function-name", deployment.FunctionName, "--name", Alias, "--function-version", version];
        foreach (var name in new[] { "region", "profile" })
        {
            if (arguments.Optional(name) is { } value)
            {
                words.AddRange(["--" + name, value]);
            }
        }

        Console.WriteLine($"aws {string.Join(' ', words)}");
        return (await RunAsync("aws", words, deployment.Folder)).ExitCode;
    }

    /// <summary>The version in what <c>dotnet lambda</c> wrote; null when it published none.</summary>
    internal static string? PublishedVersion(string output) => VersionLine().Match(output) is { Success: true } match ? match.Groups[1].Value : null;

    private static async Task<(int ExitCode, string Output)> RunAsync(string command, IReadOnlyList<string> words, string folder)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(command, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        var output = new System.Collections.Concurrent.ConcurrentQueue<string>();
        void Take(string? line)
        {
            if (line is not null)
            {
                output.Enqueue(line);
                Console.WriteLine(line);
            }
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"{command} cannot be started: {exception.Message}", exception);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', output));
    }

    [GeneratedRegex("Published new Lambda function version: ([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
