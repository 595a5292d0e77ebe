using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi.Wire;

/// <summary>The server's side of one connection; it is closed when its script ends.</summary>
internal sealed class ScriptedPeer(Socket socket, List<string> requests)
{
    /// <summary>Receives one request whole.</summary>
    public async Task<string> ReceiveAsync()
    {
        var request = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!IsWhole(request.ToString()))
        {
            var count = await socket.ReceiveAsync(buffer);
            if (count == 0)
                throw new EndOfStreamException("The client closed the connection.");
            request.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        requests.Add(request.ToString());
        return request.ToString();
    }

    /// <summary>Receives what comes in one piece.</summary>
    public async Task<string> ReceiveOnceAsync()
    {
        var buffer = new byte[64 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, await socket.ReceiveAsync(buffer));
    }

    public async Task SendAsync(string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends in pieces of one byte.</summary>
    public async Task SendSlowlyAsync(string text)
    {
        socket.NoDelay = true;
        foreach (var one in Encoding.UTF8.GetBytes(text))
            await socket.SendAsync(new[] { one });
    }

    /// <summary>Receives a request and accepts it.</summary>
    public async Task AcceptAsync()
    {
        await ReceiveAsync();
        await SendAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\nOK");
    }

    private static bool IsWhole(string request)
    {
        const string Length = "\r\nContent-Length: ";
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var start = request.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        return start < Length.Length
            || request.Length >= end + 4 + int.Parse(request[start..request.IndexOf('\r', start)], CultureInfo.InvariantCulture);
    }
}
