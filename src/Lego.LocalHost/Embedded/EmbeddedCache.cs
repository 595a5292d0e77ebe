using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;
using Lego.LocalHost.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Tsavorite.core;

namespace Lego.LocalHost.Embedded;

/// <summary>A Redis-compatible server (Garnet) inside this process. Its contents last over stop and start through a checkpoint in the data folder.</summary>
public sealed class EmbeddedCache(string dataFolder, int port = 0) : IEmbeddedServer
{
    private readonly int _port = Ports.Claim("redis", port);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private GarnetServer? _server;

    public string Name => "redis";

    public string Endpoint => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

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
            _server = new GarnetServer(Settings(), NullLoggerFactory.Instance);
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

    private GarnetServerOptions Settings() => new()
    {
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
            await stream.WriteAsync("*1\r\n$4\r\nSAVE\r\n"u8.ToArray(), cancellationToken);
            _ = await stream.ReadAsync(new byte[64], cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Nothing is lost that the functions could not fetch again.
        }
    }
}
