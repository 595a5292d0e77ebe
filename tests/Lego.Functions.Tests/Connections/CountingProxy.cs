using System.Net;
using System.Net.Sockets;

namespace Lego.Functions.Tests.Connections;

/// <summary>Stands between a client and its server and counts how often the client spoke after the server: its round trips.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _clientSpeaks;
    private int _roundTrips;

    public CountingProxy(string host, int port)
    {
        _listener.Start();
        _accepting = AcceptAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int RoundTrips => Volatile.Read(ref _roundTrips);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(string host, int port)
    {
        List<Task> pumps = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var server = new TcpClient();
                await server.ConnectAsync(host, port, _stop.Token);
                pumps.Add(PumpAsync(client, server, isClient: true));
                pumps.Add(PumpAsync(server, client, isClient: false));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isClient)
    {
        using (from)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var read)
                {
                    if (Interlocked.Exchange(ref _clientSpeaks, isClient ? 1 : 0) == 0 && isClient)
                    {
                        Interlocked.Increment(ref _roundTrips);
                    }

                    await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
            {
            }
        }
    }
}
