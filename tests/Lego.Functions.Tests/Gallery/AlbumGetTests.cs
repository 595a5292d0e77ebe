using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class AlbumGetTests
{
    [Test]
    public async Task It_comes_with_all_its_images_newest_first_and_from_the_cache_the_second_time()
    {
        await using var api = new TestApi();
        var id = await api.CreateAlbumAsync("Castles");
        await api.UploadImageAsync("Old", albumId: id);
        await api.UploadImageAsync("New", albumId: id);
        await api.UploadImageAsync("Loose");

        var miss = await api.CallAsync("album-get", path: TestApi.Id(id));
        var hit = await api.CallAsync("album-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(miss.Status, Is.EqualTo(200));
            Assert.That(miss.Text("data", "title"), Is.EqualTo("Castles"));
            Assert.That((int?)miss.Data["imageCount"], Is.EqualTo(2));
            Assert.That(miss.Data["images"]!.AsArray().Select(image => (string?)image!["title"]), Is.EqualTo(new[] { "New", "Old" }));
            Assert.That(miss.Steps, Is.EqualTo(new[] { "cache:get", "db:album.detail", "cache:set" }));
            Assert.That(miss.Trace.Annotation("albumId"), Is.EqualTo(id));
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Data.ToJsonString(), Is.EqualTo(miss.Data.ToJsonString()));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Another_user_is_refused_whether_or_not_it_is_cached(bool cached)
    {
        await using var api = new TestApi();
        var id = await api.CreateAlbumAsync("Private");
        if (cached)
        {
            await api.CallAsync("album-get", path: TestApi.Id(id));
        }

        var answer = await api.CallAsync("album-get", path: TestApi.Id(id), user: "somebody-else");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(answer.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo(cached ? "true" : "false"));
            Assert.That(answer.Body, Does.Not.Contain("Private"));
        }
    }

    [Test]
    public async Task What_does_not_exist_is_not_found_and_what_is_no_UUID_is_named()
    {
        await using var api = new TestApi();

        var missing = await api.CallAsync("album-get", path: TestApi.Id(Guid.NewGuid().ToString()));
        var wrong = await api.CallAsync("album-get", path: TestApi.Id("castles"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(wrong.FieldErrors, Is.EqualTo(new[] { "id" }));
        }
    }
}
