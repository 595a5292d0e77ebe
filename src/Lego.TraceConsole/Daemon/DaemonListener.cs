using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lego.TraceConsole.Ingest;

namespace Lego.TraceConsole.Daemon;

/// <summary>
/// Receives trace documents on UDP as the X-Ray daemon does: takes anything, answers nothing, never stops over bad input.
/// </summary>
internal sealed class DaemonListener : IAsyncDisposable
{
    private const int MaxDatagram = 64 * 1024;

    // The system gives as much of this as it allows; a burst waits there while the thread is not on a processor.
    private const int ReceiveBuffer = 32 * 1024 * 1024;

    private static readonly TimeSpan MarkerPatience = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket;
    private readonly IngestQueue _queue;
    private readonly IngestCounters _counters;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _markers = new();
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isStopping;

    private DaemonListener(Socket socket, IngestQueue queue, IngestCounters counters)
    {
        _socket = socket;
        _queue = queue;
        _counters = counters;
        // A thread of its own: a busy pool must not keep datagrams waiting until the socket's buffer is full.
        new Thread(Receive) { IsBackground = true, Name = "X-Ray daemon" }.Start();
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Datagrams that the system dropped since the buffer was full; null where it does not tell.</summary>
    public long? Lost => SocketBuffer.DroppedAt(Address.Port);

    public static DaemonListener Start(int port, IngestQueue queue, IngestCounters counters)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
        SocketBuffer.TryForce(socket, ReceiveBuffer);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return new DaemonListener(socket, queue, counters);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw PortUnavailableException.For("UDP", port, "trace documents", exception);
        }
    }

    /// <summary>Completes when everything that reached the socket before the call is in the queue.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        // The socket hands out datagrams in order, so a marker sent now comes after all of them.
        var marker = Guid.NewGuid();
        var seen = _markers.GetOrAdd(marker, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await SendToSelfAsync(marker.ToByteArray(), seen.Task, cancellationToken);
        }
        finally
        {
            _markers.TryRemove(marker, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        // The thread waits in the system for a datagram, so it gets one.
        await SendToSelfAsync(ReadOnlyMemory<byte>.Empty, _received.Task, CancellationToken.None);
        _socket.Dispose();
    }

    private async Task SendToSelfAsync(ReadOnlyMemory<byte> datagram, Task until, CancellationToken cancellationToken)
    {
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        while (!until.IsCompleted && !_received.Task.IsCompleted)
        {
            // Repeated, since a full buffer may have dropped it.
            await sender.SendToAsync(datagram, Address, cancellationToken);
            await Task.WhenAny(until, _received.Task, Task.Delay(MarkerPatience, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void Receive()
    {
        var buffer = new byte[MaxDatagram];
        while (!_isStopping)
        {
            try
            {
                Take(buffer.AsSpan(0, _socket.Receive(buffer)));
            }
            catch (SocketException)
            {
                // On some systems an answer that could not be delivered to a sender shows up here; it says nothing about the next datagram.
            }
        }

        _received.TrySetResult();
    }

    private void Take(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length == 16 && _markers.TryGetValue(new Guid(datagram), out var marker))
        {
            marker.TrySetResult();
        }
        else if (!_isStopping)
        {
            _counters.CountReceived();
            _queue.AddDatagram(datagram);
        }
    }
}
