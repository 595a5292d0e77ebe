using System.ComponentModel;
using System.Diagnostics;
using Lego.Deployment.Secrets;

namespace Lego.Deployment.Audit;

/// <summary><c>audit</c>: asks the galleries for known vulnerabilities of every package, indirect ones too.</summary>
internal static class AuditCommand
{
    /// <summary>Nothing is known against the packages; but nobody was there who would know.</summary>
    public const int NotMade = 3;

    private const string AllowListFile = "eng/audit.json";
    private const string Solution = "LegoFunctions.sln";

    public static async Task<int> RunAsync(Arguments arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        arguments.AllowOnly("repository");
        var repository = Path.GetFullPath(arguments.Optional("repository") ?? ".");
        var allowed = AuditAllowList.Parse(await File.ReadAllTextAsync(Path.Combine(repository, AllowListFile), cancellationToken));
        var (findings, silent) = (new List<AuditFinding>(), new List<string>());
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };

        var report = NuGetReport.Parse(await OutputAsync(repository, "dotnet", $"list {Solution} package --vulnerable --include-transitive --format json", cancellationToken) ?? "");
        findings.AddRange(report.Vulnerable);
        if ((await VulnerabilitySources.FindAsync(report.Sources, client, cancellationToken)).Count == 0)
        {
            silent.Add($"NuGet: no source publishes vulnerabilities ({string.Join(", ", report.Sources)})");
        }
        else
        {
            var deprecated = NuGetReport.Parse(await OutputAsync(repository, "dotnet", $"list {Solution} package --deprecated --include-transitive --format json", cancellationToken) ?? "");
            deprecated.Deprecated.ToList().ForEach(package => Console.WriteLine($"deprecated: {package}"));
        }

        foreach (var file in RepositoryFiles.List(repository).Where(file => Path.GetFileName(file) == "package-lock.json"))
        {
            var folder = Path.Combine(repository, Path.GetDirectoryName(file)!);
            var known = NpmReport.Parse(await OutputAsync(folder, "npm", "audit --json --package-lock-only", cancellationToken) ?? "");
            findings.AddRange(known ?? []);
            if (known is null)
            {
                silent.Add($"npm: the registry does not audit {file}, or npm is not on this machine");
            }
        }

        return Conclude(allowed.Judge(findings, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)), silent);
    }

    /// <summary>Says what came out, and gives the exit code.</summary>
    internal static int Conclude(IReadOnlyList<string> wrong, IReadOnlyList<string> silent)
    {
        foreach (var line in wrong)
        {
            Console.Error.WriteLine($"vulnerable: {line}");
        }

        foreach (var line in silent)
        {
            Console.Error.WriteLine($"The audit could not be made for {line}.");
        }

        Console.WriteLine((wrong.Count, silent.Count) switch
        {
            ( > 0, _) => $"{wrong.Count} vulnerabilities. Take another version, or allow the advisory in {AllowListFile} with a reason and a last day.",
            (_, > 0) => "The audit is not complete: nothing was found, which here means nothing.",
            _ => "No vulnerability is known in any package.",
        });
        return wrong.Count > 0 ? 1 : silent.Count > 0 ? NotMade : 0;
    }

    // npm ends with 1 when it found something; what it printed tells.
    private static async Task<string?> OutputAsync(string folder, string program, string arguments, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await errors;
            await process.WaitForExitAsync(cancellationToken);
            return output;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
