using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>The requests of one user of the attack, with proxies of its own, and the checks after each and at the end.</summary>
internal sealed partial class FaultRun : IAsyncDisposable
{
    private static readonly TimeSpan ShortDeadline = TimeSpan.FromSeconds(2);

    private static readonly string[] FailuresOfServers =
        ["DATABASE_ERROR", "EXTERNAL_SERVICE_ERROR", "SEARCH_ERROR", "THROTTLING_ERROR", "SERVICE_UNAVAILABLE"];

    private readonly FaultyServers _servers = new();
    private readonly Attack _attack;
    private readonly Random _random;
    private readonly string _poolUser;
    private readonly TestApi _api;
    private readonly FaultCalls _calls;
    private readonly List<string> _history = [];
    private readonly HashSet<string> _mocs = [];
    private Dependencies _everFaulty;
    private UserRows? _rows;

    public FaultRun(Attack attack, Random random, string poolUser)
    {
        (_attack, _random, _poolUser) = (attack, random, poolUser);
        // A name that follows from the case would meet the rows of the last run of the same case.
        _api = _servers.NewApi();
        _calls = new FaultCalls(_api, random, poolUser);
    }

    /// <summary>Sends the next request with its faults, and looks at what it has left.</summary>
    /// <param name="degradable">Servers without which all is answered as ever.</param>
    public async Task SendAsync(Dependencies degradable)
    {
        var before = _rows ?? await UserRows.ReadAsync(_api.User);
        var call = _calls.Next(before);
        var faulty = FaultPlans.Set(_servers, FunctionCatalog.Find(call.Function).Dependencies, _random, kind => _attack.Count("faults: " + kind));
        _everFaulty |= faulty;
        _api.RemainingTime = _servers.Storage.Fault is { Kind: FaultKind.Stall or FaultKind.StallAnswer } ? ShortDeadline : null;
        _history.Add($"{call.Function} with {string.Join(", ", _servers.All.Select((proxy, i) => proxy.Fault is { } fault ? $"{(Dependencies)(1 << i)}: {fault}" : null).OfType<string>())}");

        var answer = await SendAsync(call);

        _servers.Heal();
        if (faulty.HasFlag(Dependencies.Cache) && _random.Next(2) == 0)
        {
            // Rather than wait for the second after which the client connects again: the next request has a cache, too.
            await _api.Services.Cache.CloseAsync();
        }

        _history[^1] += $" -> {answer.Status} {(answer.Status < 400 ? "" : answer.ErrorType)}";
        await _calls.UploadAnnouncedAsync();
        _attack.Count("requests");
        _attack.Count($"answers {answer.Status}");
        _rows = await UserRows.ReadAsync(_api.User);
        foreach (var moc in _rows.Of("moc"))
        {
            _mocs.Add((string)moc["id"]!);
        }

        CheckAnswer(answer, faulty, degradable);
        CheckRows(call, answer, before.ChangesTo(_rows), faulty);
    }

    private async Task<ApiAnswer> SendAsync(FaultCall call)
    {
        try
        {
            return await call.Send();
        }
        catch (AssertionException exception)
        {
            throw new AssertionException(Story(), exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, proxy) in new[] { "Database", "Storage", "Cache", "Search", "UserPool" }.Zip(_servers.All))
        {
            _attack.Count($"messages hit: {name}", proxy.Fired);
        }

        await _api.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private void CheckAnswer(ApiAnswer answer, Dependencies faulty, Dependencies degradable)
    {
        using (Assert.EnterMultipleScope())
        {
            if ((faulty & ~degradable) == Dependencies.None)
            {
                Assert.That(answer.Status, Is.LessThan(400), Story(answer));
            }
            else if (answer.Status >= 500)
            {
                Assert.That(FailuresOfServers, Does.Contain(answer.ErrorType), Story(answer));
            }

            // What is found is what the rows said a moment ago: nothing is missing and nothing is there twice.
            Assert.That(answer.Status, Is.LessThan(400).Or.GreaterThanOrEqualTo(500).Or.EqualTo(404), Story(answer));
            var shown = answer.Body + answer.Trace.ToJsonString();
            Assert.That(_servers.Secrets.Any(secret => shown.Contains(secret, StringComparison.Ordinal)), Is.False, Story(answer));
        }
    }

    /// <summary>All of it or nothing; nothing only where a failure was answered.</summary>
    private void CheckRows(FaultCall call, ApiAnswer answer, string changes, Dependencies faulty)
    {
        var isDone = answer.Status < 400;
        var all = call.Changes(isDone ? answer : null);
        var isDelete = all.StartsWith('-') || all.Contains(" -", StringComparison.Ordinal);
        if (isDone)
        {
            Assert.That(changes, Is.EqualTo(all), Story(answer));
        }
        else if (answer.Status == 404)
        {
            // The first try did it, its answer was lost, and the second found nothing any more.
            Assert.That(isDelete && faulty.HasFlag(Dependencies.Database), Is.True, Story(answer));
            Assert.That(changes, Is.EqualTo(all), Story(answer));
        }
        else
        {
            Assert.That(changes, Is.EqualTo("").Or.EqualTo(all).Or.Matches<string>(some => IsSomeOfManyFiles(some, all)), Story(answer));
        }

        if (!isDone)
        {
            _attack.Count(changes.Length == 0 ? "failures that left nothing" : "failures that left all");
        }
    }

    /// <summary>Of several files each is stored or not; those that are get their rows together.</summary>
    private static bool IsSomeOfManyFiles(string changes, string all) => all == "+file +file +file ~moc" && changes is "+file +file ~moc" or "+file ~moc";

    private string Story(ApiAnswer? answer = null) => string.Join(
        "\n",
        [.. _history, answer?.Body ?? "", .. _api.LogText.Split('\n').TakeLast(12).Select(line => line[..Math.Min(line.Length, 800)])]);
}
