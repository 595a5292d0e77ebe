using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocDeleteTests
{
    private const string Bucket = "https://lego-tests.s3.us-east-1.amazonaws.com/";

    [Test]
    public async Task The_MOC_and_all_that_hangs_on_it_are_gone()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var file = await api.UploadAsync(id);
        var list = await TestRows.AddPartsListAsync(id, (string)file["id"]!);
        await api.CallAsync("moc-get", path: TestApi.Id(id));

        var answer = await api.CallAsync("moc-delete", path: TestApi.Id(id));
        var read = await api.CallAsync("moc-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Body, Is.Empty);
            Assert.That(answer.Headers.Keys, Does.Contain("X-Correlation-ID").And.Not.Contain("Content-Type"));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(
                answer.Steps,
                Is.SupersetOf(new[] { "db:moc.delete", "s3:DeleteObject", "search:delete", "cache:drop" }));
            Assert.That(answer.Trace.Named("s3:DeleteObject").Annotation("bucket"), Is.EqualTo("lego-tests"));
            Assert.That(read.Status, Is.EqualTo(404), "also the cached detail is gone");
            Assert.That(await TestRows.CountAsync("moc_files", Guid.Parse((string)file["id"]!)), Is.Zero);
            Assert.That(await TestRows.CountAsync("moc_parts_lists", list), Is.Zero);
            Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf((string)file["fileUrl"]!)), Is.Null);
        }
    }

    [Test]
    public async Task Images_that_only_it_showed_go_with_it_and_others_stay()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var other = await api.CreateMocAsync();
        var key = $"images/{api.User}/orphan.webp";
        await TestObjects.PutAsync(key);
        await TestObjects.PutAsync(key + ".thumbnail");
        var album = await TestRows.AddAlbumAsync(api.User);
        var orphan = await TestRows.AddImageAsync(api.User, "Orphan", url: Bucket + key);
        var shared = await TestRows.AddImageAsync(api.User, "Shown by another MOC");
        var cover = await TestRows.AddImageAsync(api.User, "Cover of an album");
        var inAlbum = await TestRows.AddImageAsync(api.User, "In an album", album: album);
        await TestRows.AddAlbumAsync(api.User, cover);
        foreach (var image in new[] { orphan, shared, cover, inAlbum })
        {
            await TestRows.LinkImageAsync(id, image);
        }

        await TestRows.LinkImageAsync(other, shared);

        var answer = await api.CallAsync("moc-delete", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(await TestRows.CountAsync("gallery_images", orphan), Is.Zero);
            Assert.That(await TestRows.CountAsync("gallery_images", shared), Is.EqualTo(1));
            Assert.That(await TestRows.CountAsync("gallery_images", cover), Is.EqualTo(1));
            Assert.That(await TestRows.CountAsync("gallery_images", inAlbum), Is.EqualTo(1));
            Assert.That(await TestObjects.GetAsync(key), Is.Null);
            Assert.That(await TestObjects.GetAsync(key + ".thumbnail"), Is.Null);
            Assert.That(answer.Steps, Does.Contain("s3:DeleteObjects").And.Contain("db:moc.delete"));
            Assert.That(answer.Steps.Count(step => step == "search:delete"), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Only_the_owner_may_and_only_what_exists()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var foreign = await api.CallAsync("moc-delete", path: TestApi.Id(id), user: "somebody-else");
        var missing = await api.CallAsync("moc-delete", path: TestApi.Id(Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestRows.CountAsync("moc_instructions", Guid.Parse(id)), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Storage_cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi();
        await using var crippled = new TestApi(settings => settings with
        {
            StoreEndpoint = "http://" + TestApi.DeadAddress,
            Cache = TestApi.DeadAddress,
            Search = "http://" + TestApi.DeadAddress,
        });
        var id = await api.CreateMocAsync();
        await api.UploadAsync(id);

        var answer = await crippled.CallAsync("moc-delete", path: TestApi.Id(id), user: api.User);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(204));
            Assert.That(answer.Steps.Count(step => step == "s3:DeleteObject"), Is.EqualTo(3), "three attempts");
            Assert.That(await TestRows.CountAsync("moc_instructions", Guid.Parse(id)), Is.Zero);
        }
    }
}
