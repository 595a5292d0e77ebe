using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lego.TraceConsole.Ingest;

namespace Lego.TraceConsole.Daemon;

/// <summary>Receives trace documents on UDP as the X-Ray daemon does: takes anything, answers nothing, never stops over bad input.</summary>
internal sealed class DaemonListener : IAsyncDisposable
{
    private const int MaxDatagram = 64 * 1024;

    // The system gives as much of this as it allows; a burst waits there while the queue fills.
    private const int ReceiveBuffer = 16 * 1024 * 1024;

    private static readonly TimeSpan MarkerPatience = TimeSpan.FromMilliseconds(200);

    private readonly Socket _socket;
    private readonly IngestQueue _queue;
    private readonly IngestCounters _counters;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _markers = new();
    private readonly Task _receiving;

    private DaemonListener(Socket socket, IngestQueue queue, IngestCounters counters)
    {
        _socket = socket;
        _queue = queue;
        _counters = counters;
        _receiving = Task.Run(ReceiveAsync);
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public static DaemonListener Start(int port, IngestQueue queue, IngestCounters counters)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer };
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
            using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            while (!seen.Task.IsCompleted && !_receiving.IsCompleted)
            {
                await sender.SendToAsync(marker.ToByteArray(), Address, cancellationToken);
                await Task.WhenAny(seen.Task, Task.Delay(MarkerPatience, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            _markers.TryRemove(marker, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[MaxDatagram];
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.ReceiveAsync(buffer.AsMemory(), _stopping.Token);
                Take(buffer.AsSpan(0, length));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // On some systems an answer that could not be delivered to a sender shows up here; it says nothing about the next datagram.
            }
        }
    }

    private void Take(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length == 16 && _markers.TryGetValue(new Guid(datagram), out var marker))
        {
            marker.TrySetResult();
            return;
        }

        _counters.CountReceived();
        _queue.AddDatagram(datagram);
    }
}
