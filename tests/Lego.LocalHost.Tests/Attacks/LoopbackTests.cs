using System.Net;
using System.Net.Sockets;
using Lego.LocalHost.Embedded;
using Lego.LocalHost.Hosting;
using Lego.LocalHost.Tests.RuntimeApi;
using Microsoft.AspNetCore.Http;
using StackExchange.Redis;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>
/// Who reaches the local host: no other machine, and no page of another site by way of the developer's browser, be it across origins or under
/// a host name that the page's owner lets resolve to 127.0.0.1.
/// </summary>
[Category("Attack")]
[CancelAfter(120_000)]
public sealed class LoopbackTests
{
    private const string Next = "/2018-06-01/runtime/invocation/next";

    private static readonly string[] ForeignHosts =
        ["evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "evil.test:80", "10.0.0.1", "0.0.0.0", "169.254.169.254", "[2001:db8::1]"];

    private static readonly string[] ForeignOrigins = ["http://evil.test", "https://127.0.0.1.evil.test", "null", "file://", "http://127.0.0.1:1", "chrome-extension://x"];

    private TemporaryFolder _folder = null!;
    private LocalStack _stack = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = new TemporaryFolder();
        _stack = await LocalStack.StartAsync(LocalStackOptions.ForTests(_folder.Path) with { RunFunctions = false }, CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _stack.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    [Platform("Linux", Reason = "The lists of sockets are those of Linux.")]
    public void Everything_listens_on_loopback_only()
    {
        var processes = ListeningSockets.Family().Append(Postmaster());
        var sockets = ListeningSockets.Of(processes);
        TestContext.Out.WriteLine(string.Join(' ', sockets));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(sockets.Select(socket => socket.Port), Is.SupersetOf(Ports()), "each server's socket was looked at");
            Assert.That(sockets.Where(socket => !ListeningSockets.IsLoopback(socket.Address)), Is.Empty);
        }
    }

    [Test]
    public async Task No_server_answers_under_another_address_of_this_machine()
    {
        var addresses = await Dns.GetHostAddressesAsync(Dns.GetHostName());
        foreach (var address in addresses.Where(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork))
        {
            foreach (var port in Ports())
            {
                using var client = new TcpClient();
                Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(address, port), $"{address}:{port}");
            }
        }
    }

    [Test]
    public async Task No_page_reads_or_switches_anything_under_a_name_of_its_own([ValueSource(nameof(ForeignHosts))] string host)
    {
        foreach (var (what, port, method, path) in Doors())
        {
            var answer = await RawHttp.SendAsync(port, method, path, ("Host", host), ("Content-Length", "0"));

            Assert.That(RawHttp.Status(answer), Is.AnyOf(400, 403), $"{what}: {answer}");
            ExpectNoQuestionOfSignature(what, answer);
        }
    }

    [Test]
    public async Task No_page_of_another_origin_reads_or_switches_anything([ValueSource(nameof(ForeignOrigins))] string origin)
    {
        foreach (var (what, port, method, path) in Doors().Where(door => !door.What.StartsWith("traces", StringComparison.Ordinal)))
        {
            var answer = await RawHttp.SendAsync(port, method, path, ("Host", "127.0.0.1"), ("Origin", origin), ("Content-Length", "0"));

            Assert.That(RawHttp.Status(answer), Is.AnyOf(400, 403), $"{what}: {answer}");
            Assert.That(answer, Does.Not.Contain("Access-Control-Allow-Origin"), what);
            ExpectNoQuestionOfSignature(what, answer);
        }
    }

    [Test]
    public async Task Pages_of_the_console_are_read_by_no_other_origin([ValueSource(nameof(ForeignOrigins))] string origin)
    {
        foreach (var (what, port, method, path) in Doors().Where(door => door.What.StartsWith("traces", StringComparison.Ordinal)))
        {
            var answer = await RawHttp.SendAsync(port, method, path, ("Host", "127.0.0.1"), ("Origin", origin), ("Content-Length", "0"));

            // The API is open to pages of this machine, as the daemon's is; nothing lets any page read its answers.
            Assert.That(RawHttp.Status(answer), method == "POST" && !origin.Contains("//127.0.0.1:", StringComparison.Ordinal) ? Is.EqualTo(403) : Is.LessThan(500), $"{what}: {answer}");
            Assert.That(answer, Does.Not.Contain("Access-Control-Allow"), what);
        }
    }

    [TestCase("cross-site", "no-cors", "image")]
    [TestCase("same-site", "no-cors", "script")]
    [TestCase("cross-site", "navigate", "iframe")]
    [TestCase("cross-site", "navigate", "document")]
    public async Task A_picture_or_frame_of_another_site_takes_no_invocation(string site, string mode, string target)
    {
        var port = _stack.RuntimeApi.Port;

        var answer = await RawHttp.SendAsync(
            port, "GET", Next, ("Host", $"127.0.0.1:{port}"), ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", target));

        Assert.That(RawHttp.Status(answer), Is.EqualTo(403));
    }

    [Test]
    public async Task A_foreign_page_fails_no_start_and_answers_no_invocation()
    {
        var port = _stack.RuntimeApi.Port;
        await using var runtime = new TestRuntime(_stack.RuntimeApi.Address, _ => new TestRuntime.Answer("""{"statusCode":200}"""));
        foreach (var path in new[] { "init/error", "invocation/x/response", "invocation/x/error" })
        {
            var answer = await RawHttp.SendAsync(
                port, $"POST /2018-06-01/runtime/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.test\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{{}}");
            Assert.That(RawHttp.Status(answer), Is.EqualTo(403), path);
        }
    }

    [Test]
    public async Task The_page_with_tokens_can_be_linked_to_but_not_framed_or_kept()
    {
        var port = _stack.Gateway.Port;
        var linked = await RawHttp.SendAsync(
            port, "GET", "/_local", ("Host", $"127.0.0.1:{port}"), ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document"));
        var framed = await RawHttp.SendAsync(
            port, "GET", "/_local", ("Host", $"127.0.0.1:{port}"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RawHttp.Status(linked), Is.EqualTo(200));
            Assert.That(linked, Does.Contain("frame-ancestors 'none'").And.Contain("nosniff").And.Contain("Cache-Control: no-store"));
            Assert.That(RawHttp.Status(framed), Is.EqualTo(403));
        }
    }

    [Test]
    public async Task The_cache_takes_no_commands_out_of_a_web_request()
    {
        // What a browser sends for a page that posts a text to the cache's port.
        var port = Where("redis");
        await RawHttp.SendAsync(
            port,
            $"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: text/plain\r\nContent-Length: 60\r\nConnection: close\r\n\r\n"
            + "SET planted inline\r\n*3\r\n$3\r\nSET\r\n$7\r\nplanted\r\n$1\r\n1\r\nQUIT\r\n");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(((EmbeddedCache)_stack.Server("redis")).Configuration);

        Assert.That(await redis.GetDatabase().StringGetAsync("planted"), Is.EqualTo(RedisValue.Null));
    }

    [TestCase("localhost", null, true)]
    [TestCase("LOCALHOST:5080", null, true)]
    [TestCase("127.0.0.1:5080", "http://127.0.0.1:5080", true)]
    [TestCase("[::1]:5080", "http://[::1]:5080", true)]
    [TestCase("127.0.0.1:5080", "http://localhost:5080", false)]
    [TestCase("127.0.0.1:5080", "http://127.0.0.1:5081", false)]
    [TestCase("", null, false)]
    [TestCase("localhost.", null, false)]
    public void Names_of_this_machine_are_told_from_others(string host, string? origin, bool isLocal)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Request.Headers.Origin = origin;

        Assert.That(LocalRequests.IsLocal(context), Is.EqualTo(isLocal));
    }

    /// <summary>One request at each place that gives something away or changes something.</summary>
    private List<(string What, int Port, string Method, string Path)> Doors() =>
    [
        ("token", _stack.Gateway.Port, "GET", "/_local/token?user=ada"),
        ("token", _stack.Gateway.Port, "POST", "/_local/token?user=ada"),
        ("page with tokens", _stack.Gateway.Port, "GET", "/_local"),
        ("page by another spelling", _stack.Gateway.Port, "GET", "/api/../_local/token"),
        ("page by an encoded spelling", _stack.Gateway.Port, "GET", "/%5flocal/token"),
        ("switch", _stack.Gateway.Port, "POST", "/_local/services/nothing/stop"),
        ("keys of tokens", _stack.Gateway.Port, "GET", "/.well-known/jwks.json"),
        ("invocations", _stack.RuntimeApi.Port, "GET", Next),
        ("start", _stack.RuntimeApi.Port, "POST", "/2018-06-01/runtime/init/error"),
        ("search", Where("opensearch"), "GET", "/_search"),
        ("indices", Where("opensearch"), "DELETE", "/moc_instructions"),
        ("objects", Where("s3"), "GET", "/lego-local?list-type=2"),
        ("users", Where("userpool"), "POST", "/"),
        ("traces", _stack.Console.Port, "GET", "/"),
        ("traces as JSON", _stack.Console.Port, "GET", "/api/traces"),
        ("traces by the API", _stack.Console.Port, "POST", "/TraceSummaries"),
        ("traces through the daemon", _stack.Traces.Daemon.Port, "POST", "/TraceSummaries"),
        ("traces' sampling rules", _stack.Console.Port, "POST", "/DeleteSamplingRule"),
    ];

    /// <summary>The keys of the store and of the pool are no secret here: a page could sign, so that it has to be refused before that.</summary>
    private static void ExpectNoQuestionOfSignature(string what, string answer) =>
        Assert.That(answer, what is "objects" or "users" ? Does.Contain("must name").Or.Contain("no web page") : Is.Not.Null);

    private int Where(string server) => PortOf(_stack.Server(server).Endpoint);

    private IEnumerable<int> Ports() =>
    [
        _stack.Gateway.Port, _stack.Console.Port, _stack.RuntimeApi.Port, _stack.Traces.Daemon.Port,
        Where("redis"), Where("s3"), Where("opensearch"), Where("userpool"), new Npgsql.NpgsqlConnectionStringBuilder(_stack.Database).Port,
    ];

    private static int PortOf(string endpoint) => int.Parse(endpoint.TrimEnd('/').Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The database's first process, which is no child of this one once it runs by itself.</summary>
    private int Postmaster() => int.Parse(
        File.ReadLines(Directory.GetFiles(_folder.Path, "postmaster.pid", SearchOption.AllDirectories).Single()).First(), System.Globalization.CultureInfo.InvariantCulture);
}
