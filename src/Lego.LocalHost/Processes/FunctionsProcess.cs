using System.Diagnostics;
using Lego.LocalHost.RuntimeApi;

namespace Lego.LocalHost.Processes;

/// <summary>Runs the functions executable, as Lambda would: what it was doing when it dies fails, and it is started again.</summary>
public sealed class FunctionsProcess : IAsyncDisposable
{
    public const string PathVariable = "LEGO_FUNCTIONS_BIN";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GoodLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);

    private readonly FunctionsProcessOptions _options;
    private readonly RuntimeApiServer _runtimeApi;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _supervision;

    private FunctionsProcess(FunctionsProcessOptions options, RuntimeApiServer runtimeApi)
    {
        _options = options;
        _runtimeApi = runtimeApi;
        _supervision = SuperviseAsync();
    }

    /// <summary>Process id of the current process; null between two.</summary>
    public int? ProcessId { get; private set; }

    public static FunctionsProcess Start(FunctionsProcessOptions options, RuntimeApiServer runtimeApi)
    {
        if (!File.Exists(options.Executable))
        {
            throw new FileNotFoundException($"The functions executable {options.Executable} does not exist; build it, or set {PathVariable}.");
        }

        return new FunctionsProcess(options, runtimeApi);
    }

    /// <summary>The executable that was built along with the local host, unless another one is named.</summary>
    /// <remarks>
    /// Taken from its own output folder: the copy beside the local host lacks the libraries that the host gets from its framework.
    /// </remarks>
    public static string Locate(string? configured)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            return Path.GetFullPath(configured);
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(folder.Parent!.Parent!.FullName, "Lego.Functions", folder.Name, "Lego.Functions.dll");
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervision;
        _stopping.Dispose();
    }

    private async Task SuperviseAsync()
    {
        var pause = FirstPause;
        while (!_stopping.IsCancellationRequested)
        {
            var started = _options.Clock.GetTimestamp();
            var exitCode = await RunAsync();
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            _runtimeApi.FailRunning("Runtime.ExitError", $"Runtime exited with error: exit status {exitCode}");
            pause = _options.Clock.GetElapsedTime(started) > GoodLife ? FirstPause : pause;
            _options.Notice($"The functions process ended with code {exitCode}; it starts again in {pause.TotalSeconds:0.0} s.");
            await Task.Delay(pause, _options.Clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<int> RunAsync()
    {
        string[] command = _options.Executable.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? [Executables.OnPath("dotnet") ?? "dotnet", _options.Executable]
            : [_options.Executable];
        using var process = new Process { StartInfo = ChildProcess.StartInfo(ChildProcess.Tied(command, "KILL")) };
        foreach (var (name, value) in _options.Environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        await ChildProcess.StartAsync(process);
        ProcessId = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(_stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
        }

        ProcessId = null;
        return process.ExitCode;
    }

    private static async Task EndAsync(Process process)
    {
        ChildProcess.Signal(process.Id, ChildProcess.Terminate);
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private void Take(string? line)
    {
        if (line is not null)
        {
            _options.Output(line);
        }
    }
}
