using System.Diagnostics;
using System.Globalization;
using Lego.LocalHost.Processes;

namespace Lego.LocalHost.Tests.Processes;

[Parallelizable]
[CancelAfter(30_000)]
public sealed class ChildProcessTests
{
    [Test]
    public async Task A_tied_child_ends_when_its_parent_is_killed(CancellationToken cancellationToken)
    {
        Assume.That(Executables.OnPath("setpriv"), Is.Not.Null, "setpriv is what ties a child to its parent");
        var tied = string.Join(' ', ChildProcess.Tied(["sleep", "100"], "KILL"));
        using var parent = Process.Start(new ProcessStartInfo("sh", ["-c", $"{tied} & echo $!; wait"]) { RedirectStandardOutput = true })!;
        var line = await parent.StandardOutput.ReadLineAsync(cancellationToken);
        using var child = Process.GetProcessById(int.Parse(line!, CultureInfo.InvariantCulture));
        while (child.ProcessName != "sleep")
        {
            // Until the chain of programs has become the command, the tie is not made yet.
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            child.Refresh();
        }

        parent.Kill();
        await child.WaitForExitAsync(cancellationToken);

        Assert.That(child.HasExited, Is.True);
    }

    [Test]
    public async Task A_short_command_returns_its_exit_code_and_output(CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(["sh", "-c", "echo out; echo err >&2; exit 3"], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exitCode, Is.EqualTo(3));
            Assert.That(output, Is.EqualTo("out\nerr\n"));
        }
    }
}
