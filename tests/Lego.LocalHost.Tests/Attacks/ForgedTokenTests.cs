using System.Net;
using System.Text;
using Lego.LocalHost.Tests.Gateway;
using Lego.LocalHost.Tests.RuntimeApi;
using Lego.Testing.Attacks;

namespace Lego.LocalHost.Tests.Attacks;

/// <summary>Tokens that must not count, at the gateway's socket: refused, and no function sees the request.</summary>
[Category("Attack")]
public sealed class ForgedTokenTests
{
    private GatewayHarness _gateway = null!;
    private TokenForge _forge = null!;
    private int _invocations;

    [OneTimeSetUp]
    public async Task Start()
    {
        _gateway = await GatewayHarness.StartAsync(answerRaw: _ =>
        {
            Interlocked.Increment(ref _invocations);
            return new TestRuntime.Answer("""{"statusCode":200,"body":"let in"}""");
        });
        _forge = new TokenForge(GatewayHarness.Issuer, _gateway.Tokens.Audience, _gateway.Tokens.Key);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _forge.Dispose();
        await _gateway.DisposeAsync();
    }

    [SetUp]
    public void Forget() => _invocations = 0;

    [Test]
    public async Task A_good_token_is_let_in()
    {
        var answer = await SendAsync($"Bearer {_forge.Good()}");

        Assert.That((RawHttp.Status(answer), _invocations), Is.EqualTo((200, 1)), "else the refusals below would say nothing");
    }

    [Test]
    public async Task Each_forged_token_is_refused()
    {
        using var attack = new Attack("access-forged-tokens");
        var forged = _forge.All().ToList();
        foreach (var (name, token) in forged)
        {
            await ExpectRefusalAsync(name, token);
        }

        attack.Count("named", forged.Count);
        await attack.RunAsync(
            async attackCase =>
            {
                var token = Mutate(_forge.Good(), attackCase.Random);
                await ExpectRefusalAsync(token, token);
                attack.Count("mutated");
            },
            atOnce: 4);
    }

    [Test]
    public async Task A_token_counts_in_its_own_header_only()
    {
        var good = _forge.Good();
        string[] answers =
        [
            await RawHttp.SendAsync(Port, "GET", $"/api/mocs?access_token={good}&Authorization=Bearer%20{good}", ("Host", "x")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("Cookie", $"Authorization={good}")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("X-Authorization", $"Bearer {good}")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("Proxy-Authorization", $"Bearer {good}")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("Authorization", "Bearer x"), ("Authorization", $"Bearer {good}")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("Authorization", $"Bearer {good}"), ("Authorization", "Bearer x")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("Authorization", $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(good))}")),
            await RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "x"), ("Authorization", $"Bearer Bearer {good}")),
        ];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(RawHttp.Status), Is.All.EqualTo(401));
            Assert.That(_invocations, Is.Zero);
        }
    }

    [Test]
    public async Task A_header_beyond_the_limit_ends_the_connection()
    {
        var answer = await SendAsync("Bearer " + new string('a', 64 * 1024));

        Assert.That((RawHttp.Status(answer), _invocations), Is.EqualTo((431, 0)));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task What_is_refused_leaves_no_token_in_the_trace(CancellationToken cancellationToken)
    {
        await using var gateway = await GatewayHarness.StartAsync();
        using var forge = new TokenForge(GatewayHarness.Issuer, "other", gateway.Tokens.Key);
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/mocs?access_token=query-secret");
        request.Headers.Add("Authorization", "Bearer " + forge.Good());

        using var response = await gateway.Http.SendAsync(request, cancellationToken);
        var documents = await gateway.Daemon.ReceiveByOriginAsync(1, cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(documents.Values.Select(document => document.ToJsonString()), Has.All.Not.Contains(forge.Good()[..20]).And.All.Not.Contains("query-secret"));
            Assert.That(await response.Content.ReadAsStringAsync(cancellationToken), Is.EqualTo("""{"message":"Unauthorized"}"""));
        }
    }

    private int Port => _gateway.Http.BaseAddress!.Port;

    private Task<string> SendAsync(string authorization) => RawHttp.SendAsync(Port, "GET", "/api/mocs", ("Host", "127.0.0.1"), ("Authorization", authorization));

    private async Task ExpectRefusalAsync(string name, string token)
    {
        var answer = await SendAsync($"Bearer {token}");
        Assert.That((RawHttp.Status(answer), Volatile.Read(ref _invocations)), Is.EqualTo((401, 0)), name);
    }

    /// <summary>Another character in one place, or some of it gone or doubled. The last characters of a part may mean the same bits, so these stay.</summary>
    private static string Mutate(string token, Random random)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var parts = token.Split('.');
        var chosen = random.Next(3);
        var part = parts[chosen];
        var at = random.Next(part.Length - 3);
        parts[chosen] = random.Next(3) switch
        {
            0 => part.Remove(at, 1),
            1 => part.Insert(at, Alphabet[random.Next(Alphabet.Length)].ToString()),
            _ => part[..at] + Alphabet.Replace(part[at].ToString(), "", StringComparison.Ordinal)[random.Next(Alphabet.Length - 1)] + part[(at + 1)..],
        };
        return string.Join('.', parts);
    }
}
