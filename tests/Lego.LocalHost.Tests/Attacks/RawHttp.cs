using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Requests byte for byte as given: clients would tidy up what these tests are about.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request and returns all that comes back until the server closes the connection.</summary>
    public static async Task<string> SendAsync(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer);
        }
        catch (IOException)
        {
            // Closed with unread bytes: what came before that counts.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>A request without a body.</summary>
    public static Task<string> SendAsync(int port, string method, string target, params (string Name, string Value)[] headers) => SendAsync(
        port,
        $"{method} {target} HTTP/1.1\r\nConnection: close\r\n{string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"))}\r\n");

    /// <summary>The status of an answer, 0 when the server hung up without one.</summary>
    public static int Status(string answer) => answer.Length > 12 ? int.Parse(answer.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
}
