using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class AlbumDeleteTests
{
    [Test]
    public async Task The_images_survive_in_no_album_and_no_cache_says_otherwise()
    {
        await using var api = new TestApi();
        var id = await api.CreateAlbumAsync();
        var image = await api.UploadImageAsync("Inside", albumId: id);
        var imageId = (string)image["id"]!;
        await api.CallAsync("gallery-image-get", path: TestApi.Id(imageId));
        await api.CallAsync("album-get", path: TestApi.Id(id));
        var before = await api.ListImagesAsync();

        var answer = await api.CallAsync("album-delete", path: TestApi.Id(id));
        var read = await api.CallAsync("album-get", path: TestApi.Id(id));
        var survivor = await api.CallAsync("gallery-image-get", path: TestApi.Id(imageId));
        var after = await api.ListImagesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Body, Is.Empty);
            Assert.That(answer.Trace.Annotation("albumId"), Is.EqualTo(id));
            Assert.That(read.Status, Is.EqualTo(404));
            Assert.That(survivor.Data["albumId"], Is.Null);
            Assert.That(survivor.Text("data", "lastUpdatedAt"), Is.GreaterThan((string)image["lastUpdatedAt"]!));
            Assert.That(before.Titles(), Is.Empty);
            Assert.That(after.Titles(), Is.EqualTo(new[] { "Inside" }));
            Assert.That(await GalleryCalls.DocumentAsync(id), Is.Null);
            Assert.That(await TestObjects.CountAsync($"images/{api.User}/"), Is.EqualTo(2));
            Assert.That(
                answer.Steps,
                Is.EquivalentTo(new[]
                {
                    "db:album.delete", "search:delete", "cache:drop",
                }));
            Assert.That(answer.Trace.Named("db:album.delete").Metadata("default", "rowCount"), Is.EqualTo("2"), "the album and its image");
        }
    }

    [Test]
    public async Task Only_the_owner_may_and_only_what_exists()
    {
        await using var api = new TestApi();
        var id = await TestRows.AddAlbumAsync(api.User);

        var foreign = await api.CallAsync("album-delete", path: TestApi.Id(id.ToString()), user: "somebody-else");
        var missing = await api.CallAsync("album-delete", path: TestApi.Id(Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestRows.CountAsync("gallery_albums", id), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => GalleryCalls.WithoutSearch(settings) with { Cache = TestApi.DeadAddress });
        var id = await TestRows.AddAlbumAsync(api.User);

        var answer = await api.CallAsync("album-delete", path: TestApi.Id(id.ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(await TestRows.CountAsync("gallery_albums", id), Is.Zero);
        }
    }
}
