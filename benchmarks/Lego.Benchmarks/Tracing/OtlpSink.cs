using System.Net;
using System.Net.Sockets;

namespace Lego.Benchmarks.Tracing;

/// <summary>A collector on loopback that takes every request and forgets it.</summary>
internal sealed class OtlpSink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    internal OtlpSink()
    {
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    internal Uri Endpoint => new($"http://{_listener.LocalEndpoint}/v1/traces");

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var client = _listener.AcceptTcpClient();
                client.NoDelay = true;
                new Thread(() => Answer(client)) { IsBackground = true }.Start();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private static void Answer(TcpClient client)
    {
        using var stream = client.GetStream();
        var buffer = new byte[ushort.MaxValue];
        try
        {
            var held = 0;
            while (stream.Read(buffer.AsSpan(held)) is > 0 and var read)
            {
                held += read;
                if (LengthOfRequest(buffer.AsSpan(0, held)) is { } length && held >= length)
                {
                    held = 0;
                    stream.Write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8);
                }
            }
        }
        catch (IOException)
        {
            // The exporter is gone.
        }
    }

    private static int? LengthOfRequest(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        var name = "Content-Length: "u8;
        var at = request.IndexOf(name);
        return end < 0 || at < 0 || !System.Buffers.Text.Utf8Parser.TryParse(request[(at + name.Length)..], out int body, out _)
            ? null
            : end + 4 + body;
    }
}
