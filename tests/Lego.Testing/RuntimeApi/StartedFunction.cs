using System.Diagnostics;

namespace Lego.Testing.RuntimeApi;

/// <summary>A function as the build has made it, in a process of its own against a Runtime API; ends with this object.</summary>
public sealed class StartedFunction : IAsyncDisposable
{
    private readonly Process _process;

    private StartedFunction(Process process) => _process = process;

    /// <summary>Starts the program of a project whose output lies next to that of the running tests.</summary>
    /// <param name="project">Name of the project and of its assembly.</param>
    /// <param name="address">The Runtime API.</param>
    /// <param name="variables">Beside those that Lambda sets.</param>
    public static StartedFunction Start(string project, string address, IReadOnlyDictionary<string, string>? variables = null)
    {
        // artifacts/bin/project/configuration.
        var folder = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(folder.Parent!.Parent!.FullName, project, folder.Name, project + ".dll");
        var start = new ProcessStartInfo("dotnet", [program]);
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("LEGO_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = address;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = "function";
        start.Environment["AWS_REGION"] = "eu-central-1";
        // A daemon that nobody plays: documents are sent, its sampling rules cannot be had.
        start.Environment["AWS_XRAY_DAEMON_ADDRESS"] = "127.0.0.1:9";
        start.Environment["LEGO_SAMPLING_REMOTE"] = "off";
        start.Environment["LOG_LEVEL"] = "Warning";
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new StartedFunction(Process.Start(start)!);
    }

    /// <summary>Names of the assemblies that are loaded now. Linux only.</summary>
    public SortedSet<string> Assemblies() =>
        new(File.ReadLines($"/proc/{_process.Id}/maps")
            .Where(static line => line.EndsWith(".dll", StringComparison.Ordinal))
            .Select(static line => Path.GetFileNameWithoutExtension(line)), StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
