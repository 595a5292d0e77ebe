using System.Net.Sockets;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>One kept-alive connection to a plain HTTP server, made when it is needed and again when it has ended.</summary>
/// <param name="server">Who is called, for the texts of errors: <c>Runtime API</c>.</param>
/// <param name="address">Where it listens.</param>
/// <param name="maxBodyBytes">Longest body of an answer that is taken.</param>
/// <remarks>
/// <para>Calls block their thread. The thread has nothing else to do, and a wait in the system call itself saves the detour over .NET's
/// polling thread and the thread pool that asynchronous sockets take with every answer.</para>
/// <para>A request is sent a second time in one case only: its connection had answered an earlier request, so that it may have been closed
/// while the environment was frozen, and has ended without a byte of an answer to this one. The second time is on a new connection, and
/// there is no third.</para>
/// </remarks>
internal sealed class HttpConnection(string server, HostAddress address, int maxBodyBytes = AnswerParser.UsualMaxBodyBytes) : IDisposable
{
    private volatile Socket? _socket;

    /// <summary>The answer to the last request.</summary>
    public AnswerParser Answer { get; } = new(server, maxBodyBytes);

    /// <summary>Sends a request and receives the whole answer to it.</summary>
    /// <param name="request">Head and body.</param>
    /// <param name="cancellationToken">Ends the wait, which has no other end, and the connection.</param>
    /// <exception cref="WireException">There was no connection, no answer, or a malformed one.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public void Exchange(ReadOnlySpan<byte> request, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static state => ((HttpConnection)state!).Close(), this);
        var isOpen = false;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var wasKept = _socket is { } kept && TryExchange(kept, request);
            if (!wasKept && !TryExchange(Connect(cancellationToken), request))
                throw new WireException($"The {server} closed the connection without an answer.");
            isOpen = Answer.KeepsConnection;
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException($"The call to the {server} was given up.", exception, cancellationToken);
        }
        catch (SocketException exception)
        {
            throw new WireException($"The {server} at {address.Authority} could not be reached: {exception.Message}", exception);
        }
        finally
        {
            if (!isOpen)
                Close();
        }
    }

    /// <summary>Ends the connection. From another thread it also ends a call that is under way, with an exception.</summary>
    public void Close()
    {
        var socket = _socket;
        _socket = null;
        socket?.Dispose();
    }

    public void Dispose()
    {
        Close();
        Answer.Dispose();
    }

    private Socket Connect(CancellationToken cancellationToken)
    {
        Close();
        var socket = address.CreateSocket();
        _socket = socket;
        // From here on a token that fires closes this socket; before, it may have found none to close.
        cancellationToken.ThrowIfCancellationRequested();
        address.Connect(socket);
        return socket;
    }

    // False when the connection ended before anything was answered.
    private bool TryExchange(Socket socket, ReadOnlySpan<byte> request)
    {
        Answer.Reset();
        var isSent = TrySend(socket, request);
        while (!Answer.IsWhole)
        {
            // A server that refuses a body may answer and close before it has read all of it, so an answer counts more than a failed send.
            var count = socket.Receive(Answer.Free(), SocketFlags.None, out var error);
            if (error == SocketError.Success && count > 0)
                Answer.Advance(count);
            else if (!Answer.HasBytes)
                return false;
            else if (error == SocketError.Success)
                Answer.End();
            else
                throw new SocketException((int)error);
        }

        if (!isSent)
            Close();
        return true;
    }

    private static bool TrySend(Socket socket, ReadOnlySpan<byte> request)
    {
        while (request.Length > 0)
        {
            var count = socket.Send(request, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                return false;
            request = request[count..];
        }

        return true;
    }
}
