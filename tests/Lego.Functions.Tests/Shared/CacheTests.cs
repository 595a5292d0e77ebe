using Lego.Functions.Moc;
using Lego.Functions.Shared;

namespace Lego.Functions.Tests.Shared;

[Parallelizable(ParallelScope.All)]
public sealed class CacheTests
{
    [Test]
    public async Task A_slow_reader_cannot_bring_back_what_a_writer_has_dropped()
    {
        await using var api = new TestApi();
        var cache = api.Services.MocCache;
        var id = Guid.NewGuid();
        var (_, before) = await cache.GetDetailAsync(id, default);

        await cache.DropAsync(api.User, id, default);
        await cache.SetDetailAsync(Detail(api.User, id, "stale"), before, default);
        var (stale, now) = await cache.GetDetailAsync(id, default);
        await cache.SetDetailAsync(Detail(api.User, id, "fresh"), now, default);
        var (fresh, _) = await cache.GetDetailAsync(id, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stale, Is.Null);
            Assert.That(fresh?.Title, Is.EqualTo("fresh"));
        }
    }

    [Test]
    public async Task A_drop_raises_the_generation_of_the_user_alone()
    {
        await using var api = new TestApi();
        var cache = api.Services.MocCache;
        var other = api.User + "-other";
        await cache.DropListAsync(other, default);
        var (mine, theirs) = (await GenerationAsync(api.User), await GenerationAsync(other));

        await cache.DropListAsync(api.User, default);

        using (Assert.EnterMultipleScope())
        {
            var now = await GenerationAsync(api.User);
            Assert.That(now.Number, Is.EqualTo(mine.Number + 1));
            Assert.That(now.Age, Is.LessThan(TimeSpan.FromMinutes(1)));
            Assert.That((await GenerationAsync(other)).Number, Is.EqualTo(theirs.Number));
        }

        async Task<CacheGeneration> GenerationAsync(string user)
        {
            var family = new CacheKey($"moc:user:{user}:list", "moc:user:{userId}:list");
            return (await api.Services.Cache.GetOfFamilyAsync(family, family.With(":page", ":page"), AppJson.TypeInfo<MocDetail>(), default)).Generation;
        }
    }

    [Test]
    public async Task A_value_of_a_family_is_a_miss_in_every_later_generation()
    {
        await using var api = new TestApi();
        var cache = api.Services.Cache;
        var type = AppJson.TypeInfo<MocDetail>();
        var family = new CacheKey($"test:{api.User}", "test");
        var page = family.With(":1", ":1");
        var (_, before) = await cache.GetOfFamilyAsync(family, page, type, default);
        await cache.SetOfFamilyAsync(page, before, Detail(api.User, Guid.NewGuid(), "first"), type, TimeSpan.FromMinutes(1), default);
        var (first, _) = await cache.GetOfFamilyAsync(family, page, type, default);

        await cache.DropAsync([], [family], default);
        var (dropped, now) = await cache.GetOfFamilyAsync(family, page, type, default);
        await cache.SetOfFamilyAsync(page, now, Detail(api.User, Guid.NewGuid(), "second"), type, TimeSpan.FromMinutes(1), default);
        await cache.SetOfFamilyAsync(page, before, Detail(api.User, Guid.NewGuid(), "late"), type, TimeSpan.FromMinutes(1), default);
        var (late, _) = await cache.GetOfFamilyAsync(family, page, type, default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first?.Title, Is.EqualTo("first"));
            Assert.That(dropped, Is.Null);
            Assert.That(late, Is.Null, "a slow reader's value of the old generation");
        }
    }

    private static MocDetail Detail(string user, Guid id, string title) =>
        new(new Lego.Functions.Moc.Moc { Id = id, UserId = user, Type = "moc", Title = title });
}
