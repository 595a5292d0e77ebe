using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;

/// <summary>A server that drops a connection on which it answered before, as one does whose client was frozen.</summary>
internal static class RawServer
{
    /// <summary>Answers one request, closes the connection at the second, and answers that on a new connection.</summary>
    /// <returns>The number of connections.</returns>
    internal static async Task<int> AnswerThenCloseAsync(TcpListener listener)
    {
        using (var first = await listener.AcceptTcpClientAsync())
        {
            await ReadRequestAsync(first.GetStream());
            await AnswerAsync(first.GetStream());
            await ReadRequestAsync(first.GetStream());
        }

        using var second = await listener.AcceptTcpClientAsync();
        await ReadRequestAsync(second.GetStream());
        await AnswerAsync(second.GetStream());
        return 2;
    }

    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        var length = head.ToString().Split("\r\n").Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        await stream.ReadExactlyAsync(new byte[int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture)]);
    }

    private static async Task AnswerAsync(NetworkStream stream) =>
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
}
