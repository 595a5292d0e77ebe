using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class AlbumUpdateTests
{
    [Test]
    public async Task Only_the_members_of_the_body_change_and_caches_and_index_learn_of_it()
    {
        await using var api = new TestApi();
        var cover = await TestRows.AddImageAsync(api.User, "Front");
        var id = await api.CreateAlbumAsync("Old", "Keep me");
        await TestRows.AddImageAsync(api.User, "Inside", album: Guid.Parse(id));
        var before = await api.CallAsync("album-get", path: TestApi.Id(id));

        var answer = await UpdateAsync(api, id, $$"""{"title":"New","coverImageId":"{{cover}}"}""");
        var read = await api.CallAsync("album-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "title"), Is.EqualTo("New"));
            Assert.That(answer.Text("data", "description"), Is.EqualTo("Keep me"));
            Assert.That(answer.Text("data", "coverImageUrl"), Is.EqualTo("https://example.com/front.webp"));
            Assert.That((int?)answer.Data["imageCount"], Is.EqualTo(1));
            Assert.That(answer.Text("data", "lastUpdatedAt"), Is.GreaterThan(before.Text("data", "lastUpdatedAt")));
            Assert.That(read.Text("data", "title"), Is.EqualTo("New"), "the cached detail is gone");
            Assert.That((string?)(await GalleryCalls.DocumentAsync(id))!["title"], Is.EqualTo("New"));
            Assert.That(answer.Trace.Annotation("albumId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(cover.ToString()));
            Assert.That(answer.Steps, Is.SupersetOf(new[] { "db:album.update", "search:index", "cache:drop" }));
        }
    }

    [Test]
    public async Task Null_clears_description_and_cover()
    {
        await using var api = new TestApi();
        var id = await api.CreateAlbumAsync("Album", "Text", await TestRows.AddImageAsync(api.User, "Front"));

        var answer = await UpdateAsync(api, id, """{"description":null,"coverImageId":null}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Data["description"], Is.Null);
            Assert.That(answer.Data["coverImageId"], Is.Null);
            Assert.That(answer.Data["coverImageUrl"], Is.Null);
            Assert.That(answer.Trace.Annotation("imageId"), Is.Null);
        }
    }

    [TestCase("""{"title":""}""", "title")]
    [TestCase("""{"title":null}""", "title")]
    [TestCase("""{"coverImageId":"front"}""", "coverImageId")]
    [TestCase("""{"coverImageId":"5c0f6a9e-4e0e-4a51-9d3c-0f0c5a3c7a11"}""", "coverImageId")]
    public async Task A_wrong_member_is_named(string body, string field)
    {
        await using var api = new TestApi();
        var id = await TestRows.AddAlbumAsync(api.User);

        var answer = await UpdateAsync(api, id.ToString(), body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Albums_and_covers_of_others_are_refused()
    {
        await using var api = new TestApi();
        var id = (await TestRows.AddAlbumAsync(api.User)).ToString();
        var foreignCover = await TestRows.AddImageAsync("somebody-else", "Front");

        var foreign = await api.CallAsync("album-update", new JsonObject(), TestApi.Id(id), user: "somebody-else");
        var missing = await UpdateAsync(api, Guid.NewGuid().ToString(), "{}");
        var cover = await UpdateAsync(api, id, $$"""{"coverImageId":"{{foreignCover}}"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((cover.Status, cover.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
        }
    }

    private static Task<ApiAnswer> UpdateAsync(TestApi api, string id, string body) =>
        api.CallAsync("album-update", JsonNode.Parse(body), TestApi.Id(id));
}
