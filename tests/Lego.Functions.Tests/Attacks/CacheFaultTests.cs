using System.Text.Json.Nodes;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing.Tracing;
using StackExchange.Redis;

namespace Lego.Functions.Tests.Attacks;

[Parallelizable(ParallelScope.All)]
public sealed class CacheFaultTests
{
    private static readonly FaultKind[] Kinds = [.. Enum.GetValues<FaultKind>()];

    [TestCaseSource(nameof(Kinds))]
    public async Task Without_the_cache_reads_and_writes_are_answered_as_ever_and_it_is_used_again_afterwards(object kind)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var id = await api.WishAsync();
        var path = TestApi.Id(id);
        await api.CallAsync("wishlist-get", path: path);
        var hit = await api.CallAsync("wishlist-get", path: path);
        servers.Cache.Fault = new Fault((FaultKind)kind, Answer: Garbage.Bytes(new Random(1)));

        var read = await api.CallAsync("wishlist-get", path: path);
        var changed = await api.CallAsync("wishlist-update", new JsonObject { ["title"] = "changed" }, path);
        servers.Heal();
        await api.Services.Cache.CloseAsync();
        await api.CallAsync("wishlist-update", new JsonObject { ["title"] = "changed again" }, path);
        await api.CallAsync("wishlist-get", path: path);
        var after = await api.CallAsync("wishlist-get", path: path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(CacheHits(hit), Is.EqualTo("true"));
            Assert.That((read.Status, changed.Status), Is.EqualTo((200, 200)));
            Assert.That(read.Trace["fault"], Is.Null);
            Assert.That((bool?)read.Trace.Named("cache:get")["fault"], Is.True);
            Assert.That(CacheHits(after), Is.EqualTo("true"));
            Assert.That(after.Text("data", "title"), Is.EqualTo("changed again"));
            Assert.That(api.LogText, Does.Contain("cache:get"));
        }
    }

    [Test]
    public async Task After_a_fault_the_cache_is_left_alone_for_a_while_rather_than_waited_for_by_each_request()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var id = await api.WishAsync();
        servers.Cache.Fault = new Fault(FaultKind.Stall);
        await api.CallAsync("wishlist-get", path: TestApi.Id(id));
        var fired = servers.Cache.Fired;

        for (var i = 0; i < 5; i++)
        {
            await api.CallAsync("wishlist-get", path: TestApi.Id(id));
        }

        // The client's own sign of life, which it sends when it sees fit, is all that may come.
        Assert.That(servers.Cache.Fired, Is.LessThanOrEqualTo(fired + 2));
        Assert.That(api.LogText, Does.Contain("CacheUnavailableException"));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("[1,2]")]
    [TestCase("{\"id\":7}")]
    public async Task A_value_that_is_not_ours_is_a_miss(string value)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        await using (var redis = await ConnectionMultiplexer.ConnectAsync(AssemblySetUp.Settings.Cache))
        {
            await redis.GetDatabase().StringSetAsync($"wishlist:item:{id}", value, TimeSpan.FromMinutes(1));
        }

        var answer = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        Assert.That((answer.Status, answer.Text("data", "id")), Is.EqualTo((200, id)));
    }

    [Test]
    public async Task What_could_not_be_dropped_lives_no_longer_than_its_time()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var id = await api.WishAsync(title: "before");
        await api.CallAsync("wishlist-get", path: TestApi.Id(id));
        servers.Cache.Fault = new Fault(FaultKind.Refuse);
        await api.CallAsync("wishlist-update", new JsonObject { ["title"] = "after" }, TestApi.Id(id));

        await using var redis = await ConnectionMultiplexer.ConnectAsync(AssemblySetUp.Settings.Cache);
        var stale = await redis.GetDatabase().StringGetWithExpiryAsync($"wishlist:item:{id}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)stale.Value, Does.Contain("before"));
            Assert.That(stale.Expiry, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromSeconds(600)));
        }
    }

    private static string? CacheHits(ApiAnswer answer) => answer.Trace.Named("cache:get").Annotation("cacheHit");
}
