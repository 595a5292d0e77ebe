using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lego.Benchmarks.Process;

/// <summary>
/// The least of a Runtime API: one function on one connection at a time, served by blocking calls on the caller's thread, so that what is
/// measured beside the function is small and always the same.
/// </summary>
internal sealed class RuntimeEmulator : IDisposable
{
    private static readonly byte[] Accepted =
        "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _buffer = new byte[1 << 20];
    private readonly bool _sampled;
    private Socket? _connection;
    private int _next;

    public RuntimeEmulator(bool sampled)
    {
        _sampled = sampled;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public string Address => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Takes the process that connects next.</summary>
    /// <exception cref="TimeoutException">None did in time.</exception>
    public void Accept(TimeSpan patience)
    {
        _connection?.Dispose();
        if (!_listener.Poll(patience, SelectMode.SelectRead))
        {
            throw new TimeoutException($"No function connected within {patience.TotalSeconds} seconds.");
        }

        _connection = _listener.Accept();
        _connection.NoDelay = true;
        _connection.ReceiveTimeout = (int)patience.TotalMilliseconds;
    }

    /// <summary>Waits for a poll.</summary>
    public void ReceivePoll()
    {
        var request = Receive();
        if (!request.StartsWith("GET /2018-06-01/runtime/invocation/next "u8))
        {
            throw new InvalidDataException($"Not a poll: {Encoding.UTF8.GetString(request)}");
        }
    }

    /// <summary>The bytes of one invocation, made beforehand so that making them is not measured.</summary>
    public byte[] Invocation(ReadOnlySpan<byte> @event)
    {
        var number = ++_next;
        var deadline = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeMilliseconds();
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            HTTP/1.1 200 OK
            Content-Type: application/json
            Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-{number:x12}
            Lambda-Runtime-Deadline-Ms: {deadline}
            Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:123456789012:function:hello:live
            Lambda-Runtime-Trace-Id: Root=1-5759e988-bd862e3fe1be46a9{number:x8};Parent=53995c3f42cd8ad8;Sampled={(_sampled ? 1 : 0)}
            Date: Thu, 01 Jan 2026 00:00:00 GMT
            Content-Length: {@event.Length}


            """).ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. @event];
    }

    public void Send(ReadOnlySpan<byte> invocation) => _connection!.Send(invocation);

    /// <summary>Waits for the answer to an invocation.</summary>
    public void ReceiveAnswer()
    {
        var request = Receive();
        if (!request.StartsWith("POST /2018-06-01/runtime/invocation/"u8) || request.IndexOf("/response HTTP/1.1\r\n"u8) < 0)
        {
            throw new InvalidDataException($"Not an answer: {Encoding.UTF8.GetString(request)}");
        }
    }

    public void Accept() => _connection!.Send(Accepted);

    public void Dispose()
    {
        _connection?.Dispose();
        _listener.Dispose();
    }

    private ReadOnlySpan<byte> Receive()
    {
        var have = 0;
        while (true)
        {
            var count = _connection!.Receive(_buffer.AsSpan(have));
            if (count == 0)
            {
                throw new EndOfStreamException("The function closed its connection.");
            }

            have += count;
            var received = _buffer.AsSpan(0, have);
            if (IsWhole(received))
            {
                return received;
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = request[..(end + 2)];
        if (Value(head, "\r\nContent-Length: "u8) is { Length: > 0 } length)
        {
            return request.Length >= end + 4 + int.Parse(length, CultureInfo.InvariantCulture);
        }

        return Value(head, "\r\nTransfer-Encoding: "u8).IsEmpty || request.EndsWith("\r\n0\r\n\r\n"u8);
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var start = head.IndexOf(name);
        if (start < 0)
        {
            return default;
        }

        var value = head[(start + name.Length)..];
        return value[..value.IndexOf((byte)'\r')];
    }
}
