using System.Net;
using System.Net.Sockets;
using System.Text;
using Lego.Lambda.Runtime.RuntimeApi.Wire;
using Lego.Testing.Peers;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi.Wire;

[Parallelizable(ParallelScope.All)]
internal sealed class HttpConnectionTests
{
    private const string Get = "GET /next HTTP/1.1\r\n\r\n";
    private const string Post = "POST /response HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}";

    [Test]
    public async Task Requests_follow_each_other_on_one_connection()
    {
        await using var server = new ScriptedServer(static async peer =>
        {
            await peer.AcceptAsync();
            await peer.AcceptAsync();
        });
        using var connection = Connect(server.Address);

        Exchange(connection, Get);
        Exchange(connection, Post);
        await server.EndAsync();

        Assert.That(server.Requests, Is.EqualTo([Get, Post]));
    }

    [TestCase(Get)]
    [TestCase(Post)]
    public async Task A_request_that_met_a_kept_connection_which_had_ended_is_sent_once_more_on_a_new_one(string request)
    {
        await using var server = new ScriptedServer(static peer => peer.AcceptAsync(), static peer => peer.AcceptAsync());
        using var connection = Connect(server.Address);
        Exchange(connection, Get);

        var status = Exchange(connection, request);
        await server.EndAsync();

        Assert.That(status, Is.EqualTo(202));
        Assert.That(server.Requests, Is.EqualTo([Get, request]));
    }

    [Test]
    public async Task A_request_that_was_read_on_a_kept_connection_and_not_answered_is_sent_once_more_and_no_third_time()
    {
        await using var server = new ScriptedServer(
            static async peer =>
            {
                await peer.AcceptAsync();
                await peer.ReceiveAsync();
            },
            static peer => peer.ReceiveAsync(),
            static peer => peer.AcceptAsync());
        using var connection = Connect(server.Address);
        Exchange(connection, Get);

        Assert.That(() => Exchange(connection, Post), Throws.TypeOf<WireException>().With.Message.Contains("without an answer"));
        // The third connection shows that nothing was sent in between.
        Exchange(connection, Get);
        await server.EndAsync();

        Assert.That(server.Requests, Is.EqualTo([Get, Post, Post, Get]));
    }

    [Test]
    public async Task A_request_on_a_new_connection_is_never_sent_twice()
    {
        await using var server = new ScriptedServer(static peer => peer.ReceiveAsync(), static peer => peer.AcceptAsync());
        using var connection = Connect(server.Address);

        Assert.That(() => Exchange(connection, Post), Throws.TypeOf<WireException>());
        Exchange(connection, Get);
        await server.EndAsync();

        Assert.That(server.Requests, Is.EqualTo([Post, Get]));
    }

    [TestCase("H")]
    [TestCase("HTTP/1.1 202 Accepted\r\nContent-Length: 20\r\n\r\nhalf")]
    [TestCase("garbage\n")]
    public async Task A_request_whose_answer_had_begun_is_never_sent_twice(string begun)
    {
        await using var server = new ScriptedServer(
            async peer =>
            {
                await peer.AcceptAsync();
                await peer.ReceiveAsync();
                await peer.SendAsync(begun);
            },
            static peer => peer.AcceptAsync());
        using var connection = Connect(server.Address);
        Exchange(connection, Get);

        Assert.That(() => Exchange(connection, Post), Throws.TypeOf<WireException>());
        Exchange(connection, Get);
        await server.EndAsync();

        Assert.That(server.Requests, Is.EqualTo([Get, Post, Get]));
    }

    [Test]
    public async Task A_connection_that_the_server_wants_to_close_is_not_used_again()
    {
        await using var server = new ScriptedServer(
            static async peer =>
            {
                await peer.ReceiveAsync();
                await peer.SendAsync("HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                Assert.That(await peer.ReceiveOnceAsync(), Is.Empty, "the client closes it");
            },
            static peer => peer.AcceptAsync());
        using var connection = Connect(server.Address);

        Exchange(connection, Get);
        Exchange(connection, Post);
        await server.EndAsync();

        Assert.That(server.Requests, Is.EqualTo([Get, Post]));
    }

    [Test]
    public async Task A_refusal_counts_although_the_server_did_not_read_the_body()
    {
        await using var server = new ScriptedServer(static async peer =>
        {
            await peer.ReceiveOnceAsync();
            await peer.SendAsync("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        });
        using var connection = Connect(server.Address);

        var status = Exchange(connection, $"POST / HTTP/1.1\r\nContent-Length: 20000000\r\n\r\n{new string('x', 20_000_000)}");

        Assert.That(status, Is.EqualTo(413));
    }

    [Test]
    public async Task An_answer_that_comes_byte_by_byte_is_waited_for()
    {
        await using var server = new ScriptedServer(static async peer =>
        {
            await peer.ReceiveAsync();
            await peer.SendSlowlyAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nHello\r\n0\r\n\r\n");
        });
        using var connection = Connect(server.Address);

        Exchange(connection, Get);

        Assert.That(Encoding.UTF8.GetString(connection.Answer.Body.Span), Is.EqualTo("Hello"));
    }

    [Test]
    public async Task A_wait_ends_when_the_token_fires_and_the_next_request_has_a_new_connection()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer(
            async peer =>
            {
                await peer.ReceiveAsync();
                await stop.CancelAsync();
            },
            static peer => peer.AcceptAsync());
        using var connection = Connect(server.Address);

        Assert.That(
            () => connection.Exchange(Encoding.ASCII.GetBytes(Get), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(
            () => connection.Exchange(Encoding.ASCII.GetBytes(Get), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Exchange(connection, Post);
        await server.EndAsync();

        Assert.That(server.Requests, Is.EqualTo([Get, Post]));
    }

    [Test]
    public async Task A_host_name_and_an_IPv6_address_are_reached_too()
    {
        await using (var server = new ScriptedServer(static peer => peer.AcceptAsync()))
        {
            using var connection = Connect($"localhost:{server.Port}");
            Assert.That(Exchange(connection, Get), Is.EqualTo(202));
        }

        if (!Socket.OSSupportsIPv6)
            Requires.Miss("This machine has no IPv6.");
        await using var six = new ScriptedServer(IPAddress.IPv6Loopback, static peer => peer.AcceptAsync());
        using var toSix = Connect(six.Address);
        Assert.That(Exchange(toSix, Get), Is.EqualTo(202));
    }

    [Test]
    public void A_port_that_nobody_serves_is_named_in_the_error()
    {
        using var unused = new TcpListener(IPAddress.Loopback, 0);
        unused.Start();
        var address = unused.LocalEndpoint.ToString()!;
        unused.Stop();
        using var connection = Connect(address);

        Assert.That(() => Exchange(connection, Get), Throws.TypeOf<WireException>().With.Message.Contains(address));
    }

    [TestCase("127.0.0.1:9001")]
    [TestCase("127.0.0.1")]
    [TestCase("[::1]:9001")]
    [TestCase("runtime-api.local:65535")]
    [TestCase("localhost")]
    public void Addresses_have_a_host_and_mostly_a_port(string text)
    {
        Assert.That(HostAddress.TryParse(text, out var address), Is.True);
        Assert.That(address!.Authority, Is.EqualTo(text));
    }

    [TestCase(":9001")]
    [TestCase("localhost:0")]
    [TestCase("localhost:65536")]
    [TestCase("localhost:port")]
    [TestCase("localhost:-1")]
    [TestCase("http://localhost:9001")]
    [TestCase("localhost:9001/path")]
    [TestCase("local host:9001")]
    [TestCase("localhost\r\nX: y:9001")]
    public void What_is_no_address_is_refused(string text) => Assert.That(HostAddress.TryParse(text, out _), Is.False);

    private static HttpConnection Connect(string address) =>
        new("Runtime API", HostAddress.TryParse(address, out var parsed) ? parsed : throw new FormatException(address));

    private static int Exchange(HttpConnection connection, string request)
    {
        connection.Exchange(Encoding.ASCII.GetBytes(request), CancellationToken.None);
        return connection.Answer.Status;
    }
}
