using System.Diagnostics;

namespace Lego.Templates.Tests;

/// <summary>The <c>dotnet</c> command, with settings and template store of its own.</summary>
internal sealed class DotNet(string home)
{
    /// <summary>Packs a project of this repository as it was built.</summary>
    public Task<string> PackAsync(string project, string output, CancellationToken cancellationToken) => RunAsync(
        project, Repository.PackageFolder, ["pack", "--no-build", "--configuration", Repository.Configuration, "--output", output], cancellationToken);

    /// <summary>Runs a command to its end; one that fails fails the test with what it wrote.</summary>
    public Task<string> RunAsync(string folder, IEnumerable<string> words, CancellationToken cancellationToken) =>
        RunAsync(folder, Path.Combine(home, "packages"), [.. words], cancellationToken);

    private async Task<string> RunAsync(string folder, string packages, string[] words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["NUGET_PACKAGES"] = packages;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var written = await output + await error;
        Assert.That(process.ExitCode, Is.Zero, $"dotnet {string.Join(' ', words)}\n{written}");
        return written;
    }
}
