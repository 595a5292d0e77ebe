using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistDeleteTests
{
    [Test]
    public async Task The_item_its_image_and_its_document_are_gone()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        await api.UploadImageAsync(id, Pictures.Png(4, 4));
        await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        var answer = await api.CallAsync("wishlist-delete", path: TestApi.Id(id));
        var read = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Data.ToJsonString(), Is.EqualTo($$"""{"id":"{{id}}"}"""));
            Assert.That(answer.Text("message"), Is.Not.Empty);
            Assert.That(answer.Trace.Annotation("itemId"), Is.EqualTo(id));
            Assert.That(
                answer.Steps,
                Is.EquivalentTo(new[] { "db:wishlist.delete", "s3:DeleteObject", "search:delete", "cache:drop" }));
            Assert.That(answer.Trace.Named("s3:DeleteObject").Annotation("bucket"), Is.EqualTo("lego-tests"));
            Assert.That(read.Status, Is.EqualTo(404), "also the cached item is gone");
            Assert.That(await TestObjects.GetAsync($"wishlist/{api.User}/{id}.webp"), Is.Null);
        }
    }

    [TestCase("wishlist/{user}/own.webp", true)]
    [TestCase("wishlist/somebody-else/{user}.webp", false)]
    [TestCase("wishlist/{user}x/own.webp", false)]
    [TestCase("avatars/{user}/avatar.webp", false)]
    [TestCase("mocs/{user}/plan.pdf", false)]
    public async Task Of_our_bucket_only_what_lies_under_the_users_wishlist_is_deleted(string key, bool deleted)
    {
        await using var api = new TestApi();
        key = key.Replace("{user}", api.User, StringComparison.Ordinal);
        await TestObjects.PutAsync(key);
        var id = await api.WishAsync(imageUrl: Wishes.Bucket + key);

        var answer = await api.CallAsync("wishlist-delete", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(await TestObjects.GetAsync(key), deleted ? Is.Null : Is.Not.Null);
            Assert.That(answer.Steps.Contains("s3:DeleteObject"), Is.EqualTo(deleted));
        }
    }

    [TestCase("https://example.com/wishlist/{user}/own.webp")]
    [TestCase("https://lego-tests.s3.us-east-1.amazonaws.com/wishlist/{user}/..%2F..%2Favatars/{user}/avatar.webp")]
    public async Task A_URL_of_another_place_deletes_nothing(string url)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync(imageUrl: url.Replace("{user}", api.User, StringComparison.Ordinal));

        var answer = await api.CallAsync("wishlist-delete", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Steps, Has.None.StartsWith("s3:"));
        }
    }

    [Test]
    public async Task Storage_index_and_cache_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => settings with
        {
            StoreEndpoint = "http://" + TestApi.DeadAddress, Cache = TestApi.DeadAddress, Search = "http://" + TestApi.DeadAddress,
        });
        var id = await api.WishAsync(imageUrl: $"{Wishes.Bucket}wishlist/{api.User}/own.webp");

        var answer = await api.CallAsync("wishlist-delete", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Trace["fault"], Is.Null);
            Assert.That(answer.Steps.Count(step => step == "s3:DeleteObject"), Is.EqualTo(3), "three attempts");
            Assert.That(api.LogLines.Any(line => (string?)line["operation"] == "s3:delete"), Is.True);
            Assert.That(await TestRows.CountAsync("wishlist_items", Guid.Parse(id)), Is.Zero);
        }
    }
}
