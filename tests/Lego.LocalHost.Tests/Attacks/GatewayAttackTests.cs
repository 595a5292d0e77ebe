using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Tests.Gateway;
using Lego.LocalHost.Tokens;
using Lego.Testing.Attacks;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Damaged HTTP on a bare socket: answered or closed, and the gateway goes on. What reaches the function is always an event.</summary>
[Category("Attack")]
[TestFixture(PayloadFormat.Version2)]
[TestFixture(PayloadFormat.Version1)]
public sealed class GatewayAttackTests(PayloadFormat format)
{
    // Above all that a loaded machine may need: only what hangs reaches it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Tokens =
    [
        "\r\n", "\r\n\r\n", "\n", "\r", "\0", " ", ":", ": ", "HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "Transfer-Encoding: chunked\r\n", "Content-Length: 5\r\n", "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999\r\n", "Expect: 100-continue\r\n", "Connection: upgrade\r\nUpgrade: websocket\r\n", "X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n",
        "Host: evil\r\n", "Host:\r\n", "%00", "%2e%2e/", "%ff", "%u0041", "//", "/../", "?", "&", "=", "#", "http://evil/", "*", "ffffffff\r\n", "0\r\n\r\n", "5\r\nhello\r\n", "; ext=1", "GET ", "OPTIONS ",
        "Origin: http://localhost:5173\r\n", "Cookie: a=b;;c\r\n", "\u00ff: x\r\n",
    ];

    [Test]
    public async Task Damaged_requests_are_answered_or_closed_and_the_next_one_is_served()
    {
        await using var gateway = await GatewayHarness.StartAsync(
            answer: e => e is JsonObject && e["requestContext"] is JsonObject ? """{"statusCode":200,"body":"ok"}""" : "no event",
            options: new GatewayOptions { Format = format });
        var token = gateway.Tokens.Issue(SampleUser.Find("ada")!);
        var endpoint = new IPEndPoint(IPAddress.Loopback, gateway.Http.BaseAddress!.Port);
        string[] samples =
        [
            $"GET /api/mocs?search=a%20b&page=2 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nAccept: */*\r\n\r\n",
            $"POST /api/mocs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{{\"title\":\"a\"}}",
            $"PATCH /api/mocs/8f1c HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "OPTIONS /api/mocs HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:5173\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
        ];
        using var attack = new Attack("input-gateway");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var bytes = new Mutator(random, Tokens).Mutate(
                Encoding.UTF8.GetBytes(samples[attackCase.Number % samples.Length]), Encoding.UTF8.GetBytes(samples[random.Next(samples.Length)]));
            var answer = await ExchangeAsync(endpoint, bytes).WaitAsync(Patience);
            attack.Count(answer.Length == 0 ? "closed" : "answered");
            for (var at = 0; (at = answer.IndexOf("HTTP/1.1 ", at, StringComparison.Ordinal)) >= 0; at++)
            {
                // 505 is for a version of HTTP that there is not.
                Assert.That(answer[(at + 9)..], Does.Match("^([1-4][0-9]{2}|505) "), answer);
            }
        });

        gateway.SignIn();
        using var last = await gateway.Http.GetAsync("/api/mocs");
        Assert.That(last.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_head_without_end_is_refused()
    {
        await using var gateway = await GatewayHarness.StartAsync(options: new GatewayOptions { Format = format });
        var endpoint = new IPEndPoint(IPAddress.Loopback, gateway.Http.BaseAddress!.Port);

        var answer = await ExchangeAsync(
            endpoint, Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X-A: b\r\n", 100_000)))).WaitAsync(Patience);

        Assert.That(answer, Is.Empty.Or.StartWith("HTTP/1.1 4"));
    }

    private static async Task<string> ExchangeAsync(IPEndPoint endpoint, byte[] request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint);
        var answer = new StringBuilder();
        try
        {
            await socket.SendAsync(request);
            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[8192];
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (SocketException)
        {
            // Closed before all was sent.
        }

        return answer.ToString();
    }
}
