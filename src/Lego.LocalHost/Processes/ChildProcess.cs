using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lego.LocalHost.Processes;

/// <summary>Child processes that do not outlive this one, even when it is killed without a chance to clean up.</summary>
internal static partial class ChildProcess
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    private static readonly BlockingCollection<Action> Starts = [];
    private static readonly Lazy<Thread> Starter = new(StartThread);

    /// <summary>
    /// The command line to run <paramref name="command"/> with, in a session of its own (a Ctrl-C at the terminal is for us alone) and
    /// with <paramref name="signalOnParentDeath"/> sent to it when this process dies. Without util-linux the command is run as it is.
    /// </summary>
    public static IEnumerable<string> Tied(IEnumerable<string> command, string signalOnParentDeath, IEnumerable<string>? privileges = null)
    {
        var setpriv = Executables.OnPath("setpriv");
        var setsid = Executables.OnPath("setsid");
        IEnumerable<string> prefix = setsid is null ? [] : [setsid];
        if (setpriv is not null)
        {
            prefix = [.. prefix, setpriv, .. privileges ?? [], "--pdeathsig", signalOnParentDeath, "--"];
        }

        return prefix.Concat(command);
    }

    /// <summary>
    /// Starts the process from a thread that never ends: the kernel sends the parent-death signal when the thread that forked exits,
    /// and a thread of the pool may do that at any time.
    /// </summary>
    public static Task StartAsync(Process process)
    {
        _ = Starter.Value;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
#pragma warning disable CA1031 // whatever the start throws belongs to the caller, who waits on another thread
            catch (Exception exception)
#pragma warning restore CA1031
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    public static ProcessStartInfo StartInfo(IEnumerable<string> command)
    {
        var info = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var words = command.ToList();
        info.FileName = words[0];
        words.Skip(1).ToList().ForEach(info.ArgumentList.Add);
        return info;
    }

    /// <summary>Runs a short command to its end and returns its exit code and everything it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(IEnumerable<string> command, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        await StartAsync(process);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public static void Signal(int processId, int signal) => _ = Kill(processId, signal);

    private static Thread StartThread()
    {
        var thread = new Thread(() =>
        {
            foreach (var start in Starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "child process starter",
        };
        thread.Start();
        return thread;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
