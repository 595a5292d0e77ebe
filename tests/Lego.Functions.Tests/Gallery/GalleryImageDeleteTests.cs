using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageDeleteTests
{
    [Test]
    public async Task Row_objects_and_document_are_gone()
    {
        await using var api = new TestApi();
        var id = (string)(await api.UploadImageAsync())["id"]!;
        await api.CallAsync("gallery-image-flag", new System.Text.Json.Nodes.JsonObject { ["imageId"] = id });
        await api.CallAsync("gallery-image-get", path: TestApi.Id(id));

        var answer = await api.CallAsync("gallery-image-delete", path: TestApi.Id(id));
        var read = await api.CallAsync("gallery-image-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Body, Is.Empty);
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(id));
            Assert.That(
                answer.Steps,
                Is.EquivalentTo(new[]
                {
                    "db:image.delete", "s3:DeleteObjects", "search:delete", "cache:drop",
                }));
            Assert.That(read.Status, Is.EqualTo(404), "also the cached detail is gone");
            Assert.That(await TestObjects.CountAsync($"images/{api.User}/"), Is.Zero);
            Assert.That(await GalleryCalls.DocumentAsync(id), Is.Null);
        }
    }

    [Test]
    public async Task Albums_and_MOCs_that_showed_it_stay_without_it()
    {
        await using var api = new TestApi();
        var album = await api.CreateAlbumAsync("Holds it");
        var id = (string)(await api.UploadImageAsync(albumId: album))["id"]!;
        var covered = await api.CreateAlbumAsync("Shows it as cover", cover: Guid.Parse(id));
        var moc = await api.CreateMocAsync();
        await TestRows.LinkImageAsync(moc, Guid.Parse(id));
        foreach (var (function, path) in new[] { ("album-get", album), ("album-get", covered), ("moc-get", moc) })
        {
            await api.CallAsync(function, path: TestApi.Id(path));
        }

        var before = await api.CallAsync("album-list");
        await api.CallAsync("gallery-image-delete", path: TestApi.Id(id));
        var after = await api.CallAsync("album-list");
        var holds = await api.CallAsync("album-get", path: TestApi.Id(album));
        var shows = await api.CallAsync("album-get", path: TestApi.Id(covered));
        var detail = await api.CallAsync("moc-get", path: TestApi.Id(moc));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Data.AsArray().Select(row => (int)row!["imageCount"]!), Is.EquivalentTo(new[] { 1, 0 }));
            Assert.That(after.Data.AsArray().Select(row => (int)row!["imageCount"]!), Is.EqualTo(new[] { 0, 0 }));
            Assert.That(holds.Data["images"]!.AsArray(), Is.Empty);
            Assert.That(shows.Data["coverImageId"], Is.Null);
            Assert.That(shows.Data["coverImageUrl"], Is.Null);
            Assert.That(detail.Data["images"]!.AsArray(), Is.Empty);
        }
    }

    [Test]
    public async Task Only_the_owner_may_and_only_what_exists()
    {
        await using var api = new TestApi();
        var id = await TestRows.AddImageAsync(api.User, "Castle");

        var foreign = await api.CallAsync("gallery-image-delete", path: TestApi.Id(id.ToString()), user: "somebody-else");
        var missing = await api.CallAsync("gallery-image-delete", path: TestApi.Id(Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestRows.CountAsync("gallery_images", id), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Objects_of_another_bucket_are_left_alone()
    {
        await using var api = new TestApi();
        var id = await TestRows.AddImageAsync(api.User, "Castle", url: "https://example.com/castle.webp");

        var answer = await api.CallAsync("gallery-image-delete", path: TestApi.Id(id.ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Steps, Has.None.StartsWith("s3:"));
        }
    }

    [Test]
    public async Task Storage_cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi();
        await using var crippled = new TestApi(settings => GalleryCalls.WithoutSearch(settings) with
        {
            StoreEndpoint = "http://" + TestApi.DeadAddress,
            Cache = TestApi.DeadAddress,
        });
        var id = (string)(await api.UploadImageAsync())["id"]!;

        var answer = await crippled.CallAsync("gallery-image-delete", path: TestApi.Id(id), user: api.User);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Steps.Count(step => step == "s3:DeleteObjects"), Is.EqualTo(3), "three attempts");
            Assert.That(await TestRows.CountAsync("gallery_images", Guid.Parse(id)), Is.Zero);
        }
    }
}
