using System.Text.Json.Nodes;
using Lego.Functions.Shared;
using Lego.Functions.Shared.RateLimit;
using Lego.Lambda.Runtime.Errors;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Connections;

/// <summary>The cache on a server that refuses what a cluster refuses.</summary>
[CancelAfter(120_000)]
public sealed class CacheClusterTests
{
    private RedisCluster _redis = null!;

    [OneTimeSetUp]
    public async Task Start() => _redis = await RedisCluster.StartAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }

    [Test]
    public async Task The_server_is_a_cluster_and_has_no_CONFIG()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await _redis.AskAsync("MGET", "one", "two"), Does.Contain("CROSSSLOT"));
            Assert.That(await _redis.AskAsync("SELECT", "1"), Does.Contain("ERR"));
            Assert.That(await _redis.AskAsync("CONFIG", "GET", "timeout"), Does.Contain("unknown command"));
        }
    }

    [Test]
    public async Task Many_keys_and_families_are_dropped_at_once_wherever_they_live()
    {
        await using var api = Api();
        var cache = api.Services.Cache;
        List<CacheKey> keys = [.. Enumerable.Range(0, 32).Select(i => new CacheKey($"test:{api.User}:{i}", "test:{i}"))];
        var type = AppJson.TypeInfo<Lego.Functions.Moc.MocDetail>();
        var detail = new Lego.Functions.Moc.MocDetail(new Lego.Functions.Moc.Moc { UserId = api.User, Type = "moc", Title = "kept" });
        foreach (var key in keys)
        {
            var (_, generation) = await cache.GetGuardedAsync(key, type, default);
            await cache.SetGuardedAsync(key, generation, detail, type, TimeSpan.FromMinutes(1), default);
        }

        var before = await Task.WhenAll(keys.Select(key => cache.GetGuardedAsync(key, type, default)));
        await cache.DropAsync(keys[1..], [keys[0]], default);
        var after = await Task.WhenAll(keys.Select(key => cache.GetGuardedAsync(key, type, default)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Select(found => found.Value?.Title), Is.All.EqualTo("kept"));
            Assert.That(after.Count(found => found.Value is null), Is.EqualTo(31));
            Assert.That(after.Select(found => found.Generation.Number), Is.All.EqualTo(1));
            Assert.That(api.LogLines.Select(line => (string?)line["level"]), Has.None.EqualTo("WARN").And.None.EqualTo("WARNING"));
        }
    }

    [Test]
    public async Task A_slow_reader_is_noticed()
    {
        await using var api = Api();
        var cache = api.Services.MocCache;
        var id = Guid.NewGuid();
        var (_, before) = await cache.GetDetailAsync(id, default);
        await cache.DropAsync(api.User, id, default);

        await cache.SetDetailAsync(new(new Lego.Functions.Moc.Moc { Id = id, UserId = api.User, Type = "moc", Title = "stale" }), before, default);

        Assert.That((await cache.GetDetailAsync(id, default)).Value, Is.Null);
    }

    [Test]
    public async Task Requests_are_limited_by_a_transaction_on_one_key()
    {
        await using var api = Api();
        var limiter = api.Services.RateLimiter;
        for (var i = 0; i < RateClass.Strict.Limit; i++)
        {
            await limiter.CheckAsync(RateClass.Strict, api.User, default);
        }

        Assert.That(() => limiter.CheckAsync(RateClass.Strict, api.User, default), Throws.TypeOf<TooManyRequestsException>());
    }

    [Test]
    public async Task Functions_use_it_without_a_word_of_complaint()
    {
        await using var api = Api();
        var id = await api.CreateMocAsync("On a cluster");
        var path = TestApi.Id(id);

        await api.CallAsync("moc-get", path: path);
        var hit = await api.CallAsync("moc-get", path: path);
        await api.CallAsync("moc-update", new JsonObject { ["title"] = "On the same cluster" }, path);
        var fresh = await api.CallAsync("moc-get", path: path);
        await api.CallAsync("moc-list");
        await api.CallAsync("moc-delete", path: path);
        var health = await api.CallAsync("health", signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(fresh.Text("data", "title"), Is.EqualTo("On the same cluster"));
            Assert.That(health.Text("data", "services", "redis"), Is.EqualTo("connected"));
            Assert.That(api.LogLines.Select(line => (string?)line["message"]), Has.None.Contains("without consequence"));
        }
    }

    private TestApi Api() => new(settings => settings with { Cache = $"localhost:{_redis.Port},abortConnect=false" });
}
