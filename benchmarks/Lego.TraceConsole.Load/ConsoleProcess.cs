using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Load;

/// <summary>A console in a process of its own, so that its memory is its own.</summary>
internal sealed class ConsoleProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private ConsoleProcess(Process process, IPEndPoint daemon, Uri pages)
    {
        _process = process;
        Daemon = daemon;
        _http.BaseAddress = pages;
    }

    public IPEndPoint Daemon { get; }

    public static async Task<ConsoleProcess> StartAsync(string folder)
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, "Lego.TraceConsole.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, "--http-port", "0", "--daemon-port", "0", "--data", folder])
        {
            RedirectStandardOutput = true,
        })!;
        Uri? pages = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("Trace console  ") is [_, var address])
            {
                pages = new Uri(address);
            }
            else if (line.Split("AWS_XRAY_DAEMON_ADDRESS=") is [_, var daemon])
            {
                return new ConsoleProcess(process, IPEndPoint.Parse(daemon.TrimEnd(')')), pages!);
            }
        }

        throw new InvalidOperationException("The console did not start.");
    }

    public async Task<JsonNode> StatsAsync() => JsonNode.Parse(await _http.GetStringAsync("/api/stats"))!;

    public async Task<int> ListedAsync() => (int)JsonNode.Parse(await _http.GetStringAsync("/api/traces?limit=1"))!["total"]!;

    /// <summary>Resident memory now and at its highest, in MB; Linux only.</summary>
    public (double Now, double Highest) Memory()
    {
        var status = File.ReadAllLines($"/proc/{_process.Id}/status");
        double Value(string name) => double.Parse(
            status.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture) / 1024;
        return (Value("VmRSS"), Value("VmHWM"));
    }

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }
}
