using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistGetTests
{
    [Test]
    public async Task The_first_read_asks_the_database_and_the_second_the_cache()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync(category: "Castles");

        var miss = await api.CallAsync("wishlist-get", path: TestApi.Id(id));
        var hit = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(miss.Status, Is.EqualTo(200));
            Assert.That((string?)miss.Data["category"], Is.EqualTo("Castles"));
            Assert.That(miss.Steps, Is.EqualTo(new[] { "cache:get", "db:wishlist.get", "cache:set" }));
            Assert.That(miss.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("false"));
            Assert.That(miss.Trace.Named("cache:get").Metadata("default", "key"), Is.EqualTo("wishlist:item:{itemId}"));
            Assert.That(miss.Trace.Annotation("itemId"), Is.EqualTo(id));
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Data.ToJsonString(), Is.EqualTo(miss.Data.ToJsonString()));
        }
    }

    [Test]
    public async Task Another_user_is_refused_by_the_cached_item_too()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        var answer = await api.CallAsync("wishlist-get", path: TestApi.Id(id), user: "somebody-else");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "cache:get" }));
        }
    }

    [TestCase("")]
    [TestCase("127.0.0.1:9")]
    public async Task Without_a_cache_the_database_is_asked(string cache)
    {
        await using var api = new TestApi(settings => settings with { Cache = cache });
        var id = await api.WishAsync();

        var answer = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Steps, Does.Contain("db:wishlist.get"));
            Assert.That(answer.Trace["fault"], Is.Null);
        }
    }
}
