using System.Net;
using System.Net.Sockets;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Stands between the functions and a server, and does to their messages what the fault of the moment says.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private Plan? _plan;
    private int _fired;

    public FaultProxy(string host, int port)
    {
        _listener.Start();
        _accepting = AcceptAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The fault from now on; its messages are counted from here. Null lets everything pass.</summary>
    public Fault? Fault
    {
        get => Volatile.Read(ref _plan)?.Fault;
        set => Volatile.Write(ref _plan, value is null ? null : new Plan(value));
    }

    /// <summary>Messages that were hit since the start.</summary>
    public int Fired => Volatile.Read(ref _fired);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(string host, int port)
    {
        List<Task> links = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                links.RemoveAll(link => link.IsCompleted);
                links.Add(ServeAsync(client, host, port));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(links);
        }
    }

    private async Task ServeAsync(TcpClient client, string host, int port)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                if (Fault is { Kind: FaultKind.Refuse } && Next() is not null)
                {
                    FaultLink.Reset(client);
                    return;
                }

                await server.ConnectAsync(host, port, _stop.Token);
                await new FaultLink(client, server, Next).RunAsync(_stop.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // A server that is not there refuses.
                FaultLink.Reset(client);
            }
        }
    }

    /// <summary>The fault that hits the message that begins now, or null.</summary>
    private Fault? Next()
    {
        if (Volatile.Read(ref _plan) is not { } plan || plan.Take() is not { } fault)
        {
            return null;
        }

        Interlocked.Increment(ref _fired);
        return fault;
    }

    private sealed class Plan(Fault fault)
    {
        private int _messages;

        public Fault Fault => fault;

        public Fault? Take()
        {
            var number = (long)Interlocked.Increment(ref _messages) - 1;
            return number >= fault.Skip && number - fault.Skip < fault.Count ? fault : null;
        }
    }
}
