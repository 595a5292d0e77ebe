using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class AlbumCreateTests
{
    [Test]
    public async Task An_album_starts_empty_with_its_cover_and_the_list_shows_it()
    {
        await using var api = new TestApi();
        var cover = await TestRows.AddImageAsync(api.User, "Front");
        await api.CallAsync("album-list");

        var body = new JsonObject { ["title"] = "Castles", ["description"] = "All of them", ["coverImageId"] = cover.ToString() };
        var answer = await api.CallAsync("album-create", body);
        var list = await api.CallAsync("album-list");

        var id = answer.Text("data", "id");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(
                answer.Data.AsObject().Select(member => member.Key),
                Is.EqualTo(new[] { "id", "userId", "title", "description", "coverImageId", "coverImageUrl", "imageCount", "createdAt", "lastUpdatedAt" }));
            Assert.That(answer.Text("data", "userId"), Is.EqualTo(api.User));
            Assert.That(answer.Text("data", "coverImageUrl"), Is.EqualTo("https://example.com/front.webp"));
            Assert.That((int?)answer.Data["imageCount"], Is.Zero);
            Assert.That(list.Titles(), Is.EqualTo(new[] { "Castles" }));
            Assert.That(
                (await GalleryCalls.DocumentAsync(id))!.ToJsonString(),
                Is.EqualTo($$"""{"type":"album","userId":"{{api.User}}","albumId":null,"coverImageId":"{{cover}}","title":"Castles","description":"All of them","tags":null,"createdAt":"{{answer.Text("data", "createdAt")}}"}"""));
            Assert.That(answer.Trace.Annotation("albumId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(cover.ToString()));
            Assert.That(answer.Steps, Does.Contain("db:album.create").And.None.EqualTo("db:image.get").And.Contain("search:index").And.Contain("cache:drop"));
            Assert.That(answer.Trace.Named("db:album.create").Annotation("table"), Is.EqualTo("gallery_albums"));
        }
    }

    [Test]
    public async Task Without_a_cover_it_has_none()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("album-create", new JsonObject { ["title"] = "Castles" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Data["coverImageId"], Is.Null);
            Assert.That(answer.Data["coverImageUrl"], Is.Null);
            Assert.That(answer.Trace.Annotation("imageId"), Is.Null);
        }
    }

    [TestCase("{}", "title")]
    [TestCase("""{"title":""}""", "title")]
    [TestCase("""{"title":"x","coverImageId":"front"}""", "coverImageId")]
    [TestCase("""{"title":"x","coverImageId":"5c0f6a9e-4e0e-4a51-9d3c-0f0c5a3c7a11"}""", "coverImageId")]
    public async Task A_wrong_member_is_named(string body, string field)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("album-create", JsonNode.Parse(body));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Texts_that_are_too_long_are_named_with_their_limits()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync(
            "album-create", new JsonObject { ["title"] = new string('x', 201), ["description"] = new string('x', 2001) });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.FieldErrors, Is.EquivalentTo(new[] { "title", "description" }));
            Assert.That(answer.Body, Does.Contain("200").And.Contain("2000"));
        }
    }

    [Test]
    public async Task The_image_of_another_user_is_no_cover()
    {
        await using var api = new TestApi();
        var foreign = await TestRows.AddImageAsync("somebody-else", "Front");

        var answer = await api.CallAsync("album-create", new JsonObject { ["title"] = "Castles", ["coverImageId"] = foreign.ToString() });

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
    }

    [Test]
    public async Task Cache_and_index_may_be_down_but_not_the_database()
    {
        await using var api = new TestApi(settings => GalleryCalls.WithoutSearch(settings) with { Cache = TestApi.DeadAddress });
        await using var broken = new TestApi(GalleryCalls.WithoutDatabase);

        var created = await api.CallAsync("album-create", new JsonObject { ["title"] = "Castles" });
        var failed = await broken.CallAsync("album-create", new JsonObject { ["title"] = "Castles" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Status, Is.EqualTo(201));
            Assert.That((failed.Status, failed.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
        }
    }
}
