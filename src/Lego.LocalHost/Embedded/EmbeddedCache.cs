using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Lego.LocalHost.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Tsavorite.core;

namespace Lego.LocalHost.Embedded;

/// <summary>
/// A Redis-compatible server (Garnet) inside this process. Its contents last over stop and start through a checkpoint in the data folder. It
/// asks for a password: it would read commands out of the body of a web request, which any page can make a browser send to a port.
/// </summary>
public sealed class EmbeddedCache(string dataFolder, int port = 0) : IEmbeddedServer
{
    private readonly int _port = Ports.Claim("redis", port);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private GarnetServer? _server;
    private string? _password;

    public string Name => "redis";

    public string Endpoint => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Endpoint and password, as StackExchange.Redis reads them. Known after the first start.</summary>
    public string Configuration => _password is { } password
        ? $"{Endpoint},password={password}"
        : throw new InvalidOperationException("The password is made, or read, when the server starts for the first time.");

    public bool IsRunning => _server is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_server is not null)
            {
                return;
            }

            Ports.Claim(Name, _port);
            Directory.CreateDirectory(dataFolder);
            _password ??= await OpenPasswordAsync(Path.Combine(dataFolder, "password"), cancellationToken);
            _server = new GarnetServer(Settings(_password), NullLoggerFactory.Instance);
            _server.Start();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_server is not null)
            {
                await SaveAsync(cancellationToken);
                _server.Dispose();
                _server = null;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _gate.Dispose();
    }

    /// <summary>Kept beside the data, for whoever wants to look into the cache.</summary>
    private static async Task<string> OpenPasswordAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            await PrivateFile.WriteAsync(path, RandomNumberGenerator.GetHexString(32, lowercase: true), cancellationToken);
        }

        return await File.ReadAllTextAsync(path, cancellationToken);
    }

    private GarnetServerOptions Settings(string password) => new()
    {
        AuthSettings = new PasswordAuthenticationSettings(password),
        EndPoints = [new IPEndPoint(IPAddress.Loopback, _port)],
        QuietMode = true,
        // Sizes for one developer: the defaults reserve hundreds of megabytes.
        IndexMemorySize = "4m",
        LogMemorySize = "64m",
        PageSize = "1m",
        // The default device needs libaio on the machine.
        DeviceType = DeviceType.RandomAccess,
        CheckpointDir = dataFolder,
        Recover = true,
    };

    /// <summary>The checkpoint is only to be had as a command of the protocol. Without one the cache starts empty, which a cache may.</summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            var stream = client.GetStream();
            // Both at once would be answered at once, and only the second answer says that the checkpoint is done.
            foreach (var command in new[] { $"*2\r\n$4\r\nAUTH\r\n$32\r\n{_password}\r\n", "*1\r\n$4\r\nSAVE\r\n" })
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(command), cancellationToken);
                _ = await stream.ReadAsync(new byte[64], cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Nothing is lost that the functions could not fetch again.
        }
    }
}
