using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class KilledConsoleTests
{
    private const int Kept = 100;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace-console-killed-");

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Delete(recursive: true);

    [Test]
    public async Task A_console_that_is_killed_keeps_what_it_had_a_moment_to_write_and_opens_again()
    {
        using var console = Start();
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sender.Connect(await DaemonOf(console));
        for (var number = 0; number < Kept; number++)
        {
            await SendAsync(sender, number);
        }

        // Nobody flushes: the console has to write by itself.
        await WaitForDocumentsAsync();
        for (var number = Kept; number < 2 * Kept; number++)
        {
            await SendAsync(sender, number);
        }

        console.Kill();
        await console.WaitForExitAsync();
        var file = StoreFile.Open(_folder.FullName, TimeProvider.System);
        using (var writer = StoreWriter.Open(file))
        {
            writer.Begin();
            writer.Summarize(0, double.MaxValue, long.MaxValue);
            writer.Commit(0);
        }

        using var connection = file.Connect();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(connection.Scalar("SELECT count(*) FROM documents"), Is.GreaterThanOrEqualTo(Kept));
            Assert.That(
                connection.Scalar("SELECT sum(visits) FROM service_minutes"), Is.EqualTo(connection.Scalar("SELECT count(*) FROM documents")));
            Assert.That(Check(connection), Is.EqualTo("ok"));
        }

        file.Close();
    }

    private Process Start() => Process.Start(new ProcessStartInfo(
        "dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Lego.TraceConsole.dll"),
            "--http-port", "0", "--daemon-port", "0", "--data", _folder.FullName,
        ])
    {
        RedirectStandardOutput = true,
    })!;

    private static async Task<IPEndPoint> DaemonOf(Process console)
    {
        while (await console.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split("AWS_XRAY_DAEMON_ADDRESS=") is [_, var address])
            {
                return IPEndPoint.Parse(address.TrimEnd(')'));
            }
        }

        throw new InvalidOperationException("The console did not say where it listens.");
    }

    private static async Task SendAsync(Socket sender, int number)
    {
        var document = SampleTrace.Segment(SampleTrace.TraceId(number)).ToJsonString();
        await sender.SendAsync(Encoding.UTF8.GetBytes("{\"format\":\"json\",\"version\":1}\n" + document));
    }

    private async Task WaitForDocumentsAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "traces.db")};Pooling=False");
        connection.Open();
        while (connection.Scalar("SELECT count(*) FROM documents") < Kept)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private static string? Check(SqliteConnection connection)
    {
        using var check = connection.Command("PRAGMA integrity_check");
        return Convert.ToString(check.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
