using System.Diagnostics;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;

/// <summary>The functions' executable, as Lambda starts it.</summary>
internal sealed class FunctionProcess : IDisposable
{
    private readonly Process _process;

    private FunctionProcess(Process process) => _process = process;

    /// <summary>The files that the process has mapped, its assemblies among them.</summary>
    internal string MappedFiles => File.ReadAllText($"/proc/{_process.Id}/maps");

    internal static FunctionProcess Start(IReadOnlyDictionary<string, string?> variables)
    {
        // Next to this project's own output: artifacts/bin/project/configuration.
        var folder = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(folder.Parent!.Parent!.FullName, "Lego.Functions", folder.Name, "Lego.Functions.dll");
        var info = new ProcessStartInfo("dotnet", [program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info };
        process.OutputDataReceived += static (_, line) => TestContext.Out.WriteLine(line.Data);
        process.ErrorDataReceived += static (_, line) => TestContext.Out.WriteLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionProcess(process);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
