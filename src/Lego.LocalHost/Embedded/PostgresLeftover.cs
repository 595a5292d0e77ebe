using System.Diagnostics;
using System.Globalization;
using Lego.LocalHost.Processes;

namespace Lego.LocalHost.Embedded;

/// <summary>What a killed host may leave behind in its data folder: a server that still runs, or only its pid file.</summary>
internal static class PostgresLeftover
{
    private const int Quit = 3;

    public static void Stop(string cluster, TimeSpan patience)
    {
        var pidFile = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(pidFile))
        {
            return;
        }

        if (int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && RunningServer(id, cluster) is { } server)
        {
            using (server)
            {
                ChildProcess.Signal(id, ChildProcess.Interrupt);
                if (!server.WaitForExit(patience))
                {
                    ChildProcess.Signal(id, Quit);
                    server.WaitForExit(patience);
                }
            }
        }

        File.Delete(pidFile);
    }

    /// <summary>The number may belong to a stranger by now, also to another PostgreSQL: only one that was started on our folder counts.</summary>
    private static Process? RunningServer(int id, string cluster)
    {
        try
        {
            var process = Process.GetProcessById(id);
            var commandLine = $"/proc/{id.ToString(CultureInfo.InvariantCulture)}/cmdline";
            var ours = process.ProcessName == "postgres"
                && (!File.Exists(commandLine) || File.ReadAllText(commandLine).Split('\0').Contains(cluster));
            if (ours)
            {
                return process;
            }

            process.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            // It is gone, or went while we looked.
            return null;
        }
    }
}
