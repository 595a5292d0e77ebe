using System.Diagnostics;
using System.Globalization;

namespace Lego.Benchmarks.Process;

/// <summary>A running function; ends with this object, whatever happens.</summary>
internal sealed class FunctionProcess : IDisposable
{
    private readonly System.Diagnostics.Process _process;

    private FunctionProcess(System.Diagnostics.Process process) => _process = process;

    /// <summary>Starts a function.</summary>
    /// <param name="function">The program.</param>
    /// <param name="address">The Runtime API.</param>
    /// <param name="daemon">Where trace documents go; null when there is no daemon.</param>
    /// <param name="core">The only processor core that it may use; null for all.</param>
    public static FunctionProcess Start(MeasuredFunction function, string address, string? daemon, int? core)
    {
        // Lines go into a pipe, as on Lambda, and from there nowhere. The shell gives way to the program at once.
        var pinned = core is { } number ? string.Create(CultureInfo.InvariantCulture, $"taskset -c {number} ") : "";
        // A managed runtime has the host; the package has no other.
        var host = function.Path.EndsWith(".dll", StringComparison.Ordinal) ? "dotnet " : "";
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec {pinned}{host}\"$0\"", function.Path])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = address;
        start.Environment["_HANDLER"] = function.Handler;
        start.Environment["AWS_LAMBDA_FUNCTION_NAME"] = function.Handler;
        start.Environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512";
        start.Environment["AWS_REGION"] = "eu-central-1";
        start.Environment["AWS_XRAY_DAEMON_ADDRESS"] = daemon;
        start.Environment["LOG_LEVEL"] = "Warning";
        start.Environment["LEGO_DATABASE"] = "Host=127.0.0.1;Database=lego;Username=nobody";
        start.Environment["LEGO_CACHE"] = "127.0.0.1:1";
        // The event needs none, and the servers are not there.
        start.Environment["LEGO_INIT_CONNECT"] = "off";
        var process = System.Diagnostics.Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new FunctionProcess(process);
    }

    /// <summary>Processor time of all its threads so far, milliseconds; unlike the clock, it hardly depends on who else is busy.</summary>
    public double ProcessorMs()
    {
        var nanoseconds = 0.0;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{_process.Id}/task"))
        {
            try
            {
                nanoseconds += double.Parse(File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The thread ended between the listing and the reading.
            }
        }

        return nanoseconds / 1e6;
    }

    public void WaitForExit(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            throw new TimeoutException($"The program did not end within {patience.TotalSeconds} seconds.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
