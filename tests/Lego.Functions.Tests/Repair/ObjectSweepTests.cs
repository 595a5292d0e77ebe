using Lego.Functions.Repair;

namespace Lego.Functions.Tests.Repair;

[Parallelizable(ParallelScope.All)]
public sealed class ObjectSweepTests
{
    [Test]
    public async Task It_goes_on_after_the_last_key_of_the_page_before()
    {
        await using var api = new TestApi();
        var prefix = $"images/{api.User}/";
        foreach (var name in new[] { "a", "b", "c" })
        {
            await TestObjects.PutAsync(prefix + name);
        }

        var sweep = new ObjectSweep(api.Services.Storage, api.Services.Database, prefix, DateTimeOffset.MaxValue);
        var page = await sweep.RunPageAsync(prefix + "a", () => false, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Is.EqualTo(RepairPage.Last(new RepairCounts(Deleted: 2))));
            Assert.That(await TestObjects.GetAsync(prefix + "a"), Is.Not.Null);
            Assert.That(await TestObjects.CountAsync(prefix), Is.EqualTo(1));
        }
    }
}
