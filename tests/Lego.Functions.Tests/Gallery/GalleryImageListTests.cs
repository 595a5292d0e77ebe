using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageListTests
{
    [Test]
    public async Task Images_in_no_album_come_newest_first_in_pages()
    {
        await using var api = new TestApi();
        var album = await TestRows.AddAlbumAsync(api.User);
        await TestRows.AddImageAsync(api.User, "In an album", album: album);
        for (var i = 1; i <= 3; i++)
        {
            await TestRows.AddImageAsync(api.User, $"Image {i}");
        }

        var first = await api.ListImagesAsync(("limit", "2"));
        var second = await api.ListImagesAsync(("limit", "2"), ("page", "2"));
        var beyond = await api.ListImagesAsync(("limit", "2"), ("page", "9"));
        var foreign = await api.CallAsync("gallery-image-list", user: "somebody-else-" + Guid.NewGuid());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Titles(), Is.EqualTo(new[] { "Image 3", "Image 2" }));
            Assert.That(first.Text("total"), Is.EqualTo("3"));
            Assert.That(first.Text("pagination"), Is.EqualTo(JsonNode.Parse("""{"page":1,"limit":2,"total":3,"totalPages":2}""")!.ToString()));
            Assert.That(first.Data[0]!.AsObject().ContainsKey("score"), Is.False);
            Assert.That(second.Titles(), Is.EqualTo(new[] { "Image 1" }));
            Assert.That(beyond.Titles(), Is.Empty);
            Assert.That(beyond.Text("total"), Is.EqualTo("3"));
            Assert.That(foreign.Titles(), Is.Empty);
            Assert.That(first.Steps, Is.EquivalentTo(new[] { "cache:get", "db:images.list", "cache:set" }));
            Assert.That(first.Trace.Named("db:images.list").Metadata("default", "rowCount"), Is.EqualTo("2"));
            Assert.That(first.Trace.Annotation("albumId"), Is.Null);
        }
    }

    [Test]
    public async Task With_an_album_its_images_come_but_nobody_elses()
    {
        await using var api = new TestApi();
        var album = await TestRows.AddAlbumAsync(api.User);
        await TestRows.AddImageAsync(api.User, "In the album", album: album);
        await TestRows.AddImageAsync(api.User, "Loose");

        var own = await api.ListImagesAsync(("albumId", album.ToString()));
        var foreign = await api.CallAsync("gallery-image-list", query: new Dictionary<string, string> { ["albumId"] = album.ToString() }, user: "somebody-else");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Titles(), Is.EqualTo(new[] { "In the album" }));
            Assert.That(own.Trace.Annotation("albumId"), Is.EqualTo(album.ToString()));
            Assert.That(foreign.Titles(), Is.Empty);
        }
    }

    [TestCase("NIGHT", "By title at night")]
    [TestCase("lighthouse", "By description")]
    [TestCase("Sea", "By tag")]
    [TestCase("50%", "50% off")]
    [TestCase("none", "None")]
    public async Task A_search_looks_into_title_description_and_tags_as_they_stand(string search, string title)
    {
        await using var api = new TestApi();
        await api.UploadImageAsync("By title at night");
        await api.UploadImageAsync("By description", "The lighthouse");
        await api.UploadImageAsync("By tag", tags: ["red", "seaside"]);
        await api.UploadImageAsync("50% off");
        await api.UploadImageAsync("None");
        await api.ListImagesAsync();

        var answer = await api.ListImagesAsync(("search", search));

        Assert.That(answer.Titles(), Is.EqualTo(new[] { title }));
    }

    [Test]
    public async Task What_only_the_notation_of_tags_contains_is_not_found()
    {
        await using var api = new TestApi();
        await api.UploadImageAsync("Castle", tags: ["red", "blue"]);

        Assert.That((await api.ListImagesAsync(("search", "\", \""))).Titles(), Is.Empty);
    }

    [Test]
    public async Task The_second_time_the_page_comes_from_the_cache_until_an_image_of_the_user_is_written()
    {
        await using var api = new TestApi();
        var id = (string)(await api.UploadImageAsync("One"))["id"]!;
        var miss = await api.ListImagesAsync();
        var hit = await api.ListImagesAsync();
        await api.CallAsync("gallery-image-update", new JsonObject { ["title"] = "Two" }, TestApi.Id(id));
        var afterUpdate = await api.ListImagesAsync();
        await api.CallAsync("gallery-image-flag", new JsonObject { ["imageId"] = id }, user: "somebody-else");
        var afterFlag = await api.ListImagesAsync();
        await api.CallAsync("gallery-image-delete", path: TestApi.Id(id));
        var afterDelete = await api.ListImagesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Text("data"), Is.EqualTo(miss.Text("data")));
            Assert.That(hit.Text("pagination"), Is.EqualTo(miss.Text("pagination")));
            Assert.That(afterUpdate.Titles(), Is.EqualTo(new[] { "Two" }));
            Assert.That((bool?)afterFlag.Data[0]!["flagged"], Is.True);
            Assert.That(afterDelete.Titles(), Is.Empty);
        }
    }

    [TestCase("page", "0")]
    [TestCase("limit", "101")]
    [TestCase("albumId", "mine")]
    public async Task A_wrong_parameter_is_named(string name, string value)
    {
        await using var api = new TestApi();

        var answer = await api.ListImagesAsync((name, value));
        var longSearch = await api.ListImagesAsync(("search", new string('x', 201)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { name }));
            Assert.That(longSearch.FieldErrors, Is.EqualTo(new[] { "search" }));
        }
    }

    [Test]
    public async Task Without_the_database_it_is_a_database_error()
    {
        await using var api = new TestApi(GalleryCalls.WithoutDatabase);

        var answer = await api.ListImagesAsync();

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
    }
}
