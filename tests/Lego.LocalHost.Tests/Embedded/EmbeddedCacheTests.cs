using Lego.LocalHost.Embedded;
using StackExchange.Redis;

namespace Lego.LocalHost.Tests.Embedded;

[Parallelizable]
public sealed class EmbeddedCacheTests
{
    private TemporaryFolder _folder = null!;
    private EmbeddedCache _cache = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TemporaryFolder();
        _cache = new EmbeddedCache(_folder.Path);
        await _cache.StartAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _cache.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_commands_that_the_functions_use_work()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_cache.Configuration);
        var database = redis.GetDatabase();

        await database.StringSetAsync("text", "value", TimeSpan.FromMinutes(1));
        await database.StringIncrementAsync("count");
        await database.SortedSetAddAsync("window", [new SortedSetEntry("a", 1), new SortedSetEntry("b", 2)]);
        var removed = await database.SortedSetRemoveRangeByScoreAsync("window", 0, 1);
        await database.KeyExpireAsync("window", TimeSpan.FromMinutes(1));
        var many = await database.StringGetAsync([(RedisKey)"text", (RedisKey)"missing"]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(removed, Is.EqualTo(1));
            Assert.That(await database.SortedSetLengthAsync("window"), Is.EqualTo(1));
            Assert.That(await database.KeyTimeToLiveAsync("window"), Is.GreaterThan(TimeSpan.FromSeconds(30)));
            Assert.That(await database.KeyTimeToLiveAsync("text"), Is.GreaterThan(TimeSpan.FromSeconds(30)));
            Assert.That(many, Is.EqualTo(new[] { (RedisValue)"value", RedisValue.Null }));
            Assert.That(await database.KeyExistsAsync("text"), Is.True);
            Assert.That(await database.KeyDeleteAsync("text"), Is.True);
            Assert.That(await database.KeyExistsAsync("text"), Is.False);
        }
    }

    [Test]
    public async Task Contents_and_endpoint_survive_stop_and_start()
    {
        var endpoint = _cache.Configuration;
        await using (var before = await ConnectionMultiplexer.ConnectAsync(endpoint))
        {
            await before.GetDatabase().StringSetAsync("kept", "yes");
        }

        await _cache.StopAsync(CancellationToken.None);
        var options = ConfigurationOptions.Parse(endpoint);
        options.ConnectTimeout = 500;
        options.ConnectRetry = 1;
        Assert.That(async () => await ConnectionMultiplexer.ConnectAsync(options), Throws.InstanceOf<RedisConnectionException>());
        await _cache.StartAsync(CancellationToken.None);

        await using var after = await ConnectionMultiplexer.ConnectAsync(_cache.Configuration);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_cache.Configuration, Is.EqualTo(endpoint));
            Assert.That(await after.GetDatabase().StringGetAsync("kept"), Is.EqualTo((RedisValue)"yes"));
        }
    }
}
