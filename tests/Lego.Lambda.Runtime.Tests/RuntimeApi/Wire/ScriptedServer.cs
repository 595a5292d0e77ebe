using System.Net;
using System.Net.Sockets;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi.Wire;

/// <summary>A server on a real socket that does to each connection what the test says, one connection after the other.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Task _run;

    public ScriptedServer(params Func<ScriptedPeer, Task>[] connections)
        : this(IPAddress.Loopback, connections)
    {
    }

    public ScriptedServer(IPAddress address, params Func<ScriptedPeer, Task>[] connections)
    {
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _run = Task.Run(async () =>
        {
            foreach (var connection in connections)
            {
                using var socket = await _listener.AcceptSocketAsync();
                await connection(new ScriptedPeer(socket, Requests));
            }
        });
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>All that was asked, in the order of arrival; complete once <see cref="EndAsync"/> has returned.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Waits until every script has run to its end.</summary>
    public Task EndAsync() => _run.WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
    }
}
