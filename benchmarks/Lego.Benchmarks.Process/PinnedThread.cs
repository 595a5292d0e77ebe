using System.Globalization;

namespace Lego.Benchmarks.Process;

/// <summary>Keeps the process's first thread on one core, and lets it go again when disposed.</summary>
internal sealed class PinnedThread : IDisposable
{
    public PinnedThread(int core) => Commands.Run("taskset", ["-pc", core.ToString(CultureInfo.InvariantCulture), Id]);

    private static string Id => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    public void Dispose() =>
        Commands.Run("taskset", ["-pc", string.Create(CultureInfo.InvariantCulture, $"0-{Environment.ProcessorCount - 1}"), Id]);
}
