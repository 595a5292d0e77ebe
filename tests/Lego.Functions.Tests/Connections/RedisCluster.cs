using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lego.LocalHost.Processes;
using Lego.Testing;
using Lego.Testing.Peers;

namespace Lego.Functions.Tests.Connections;

/// <summary>
/// A real Redis in cluster mode: one node that has all hash slots, so that it refuses what a cluster refuses. As ElastiCache Serverless it
/// knows no CONFIG; databases other than 0 are refused by cluster mode itself.
/// </summary>
internal sealed class RedisCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("lego-redis-cluster-").FullName;
    private readonly TestCertificate? _certificate;
    private Process? _process;

    private RedisCluster(TestCertificate? certificate) => _certificate = certificate;

    public int Port { get; private set; }

    /// <summary>The authority of its certificate, in PEM; there when it speaks TLS.</summary>
    public string AuthorityFile => Path.Combine(_folder, "authority.pem");

    /// <summary>Starts one, with TLS where there is a certificate; ends the test where the machine has no Redis.</summary>
    public static async Task<RedisCluster> StartAsync(TestCertificate? certificate = null)
    {
        var cluster = new RedisCluster(certificate);
        try
        {
            var program = cluster.Program();
            await cluster.LaunchAsync(program);
            await cluster.AskAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            await cluster.WaitAsync(async () => (await cluster.AskAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command and gives the answer as the protocol writes it.</summary>
    public async Task<string> AskAsync(params string[] command)
    {
        string[] transport = _certificate is null ? [] : ["--tls", "--cacert", AuthorityFile];
        return await Lego.Testing.Peers.CommandLine.RunAsync(
            _folder, "redis-cli", ["-h", "localhost", "-p", Port.ToString(CultureInfo.InvariantCulture), .. transport, .. command]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string Program()
    {
        if (Executables.OnPath("redis-cli") is null)
        {
            Requires.Miss("A Redis in cluster mode is needed: install the package redis-tools (Debian, Ubuntu) or redis.");
        }

        if (Executables.OnPath("redis-server") is { } server)
        {
            return server;
        }

        // Debian's redis-tools hold the server too: the same program is one or the other by the name it is called by.
        var other = Executables.OnPath("redis-check-rdb");
        if (other is null)
        {
            Requires.Miss("redis-server is not on this machine: install the package redis-tools (Debian, Ubuntu) or redis.");
        }

        var link = Path.Combine(_folder, "redis-server");
        File.CreateSymbolicLink(link, other!);
        return link;
    }

    private async Task LaunchAsync(string program)
    {
        Port = FreePort();
        var port = Port.ToString(CultureInfo.InvariantCulture);
        string[] transport = ["--port", port];
        if (_certificate is not null)
        {
            await File.WriteAllTextAsync(AuthorityFile, _certificate.AuthorityPem);
            await File.WriteAllTextAsync(Path.Combine(_folder, "server.crt"), _certificate.ServerPem);
            await File.WriteAllTextAsync(Path.Combine(_folder, "server.key"), _certificate.KeyPem);
            transport =
            [
                "--port", "0", "--tls-port", port, "--tls-cluster", "yes", "--tls-auth-clients", "no",
                "--tls-cert-file", "server.crt", "--tls-key-file", "server.key", "--tls-ca-cert-file", AuthorityFile,
            ];
        }

        string[] command =
        [
            program, "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--cluster-enabled", "yes",
            "--cluster-port", FreePort().ToString(CultureInfo.InvariantCulture), "--cluster-announce-ip", "127.0.0.1",
            "--rename-command", "CONFIG", "", .. transport,
        ];
        _process = new Process { StartInfo = ChildProcess.StartInfo(ChildProcess.Tied(command, "KILL")) };
        await ChildProcess.StartAsync(_process);
        _process.OutputDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        _process.ErrorDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitAsync(async () => (await AskAsync("PING")).Contains("PONG", StringComparison.Ordinal));
    }

    private async Task WaitAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await IsTrueAsync(condition))
        {
            Assert.That(_process!.HasExited, Is.False, "The server ended while it started.");
            Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(Patience), "The server is not ready.");
            await Task.Delay(50);
        }
    }

    private static async Task<bool> IsTrueAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (CommandFailedException)
        {
            // Nobody listens yet.
            return false;
        }
    }

    // Redis takes no port 0 as "any".
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
