using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageUpdateTests
{
    [Test]
    public async Task Only_the_members_of_the_body_change_and_the_index_learns_of_it()
    {
        await using var api = new TestApi();
        var before = await api.UploadImageAsync("Old", "Keep me", ["keep"]);
        var id = (string)before["id"]!;
        await api.CallAsync("gallery-image-get", path: TestApi.Id(id));

        var answer = await UpdateAsync(api, id, """{"title":"New"}""");
        var read = await api.CallAsync("gallery-image-get", path: TestApi.Id(id));
        var document = await GalleryCalls.DocumentAsync(id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "title"), Is.EqualTo("New"));
            Assert.That(answer.Text("data", "description"), Is.EqualTo("Keep me"));
            Assert.That(answer.Data["tags"]!.ToJsonString(), Is.EqualTo("""["keep"]"""));
            Assert.That(answer.Text("data", "createdAt"), Is.EqualTo((string?)before["createdAt"]));
            Assert.That(answer.Text("data", "lastUpdatedAt"), Is.GreaterThan((string)before["lastUpdatedAt"]!));
            Assert.That(read.Data.ToJsonString(), Is.EqualTo(answer.Data.ToJsonString()), "the cached detail is gone");
            Assert.That((string?)document!["title"], Is.EqualTo("New"));
            Assert.That(answer.Steps, Is.EquivalentTo(new[] { "db:image.update", "search:index", "cache:drop" }.Concat(answer.Steps.Where(step => step == "search:create"))));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(id));
        }
    }

    [Test]
    public async Task Null_clears_the_description_and_an_empty_list_the_tags()
    {
        await using var api = new TestApi();
        var id = (string)(await api.UploadImageAsync("Old", "Text", ["tag"]))["id"]!;

        var answer = await UpdateAsync(api, id, """{"description":null,"tags":[]}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Data["description"], Is.Null);
            Assert.That(answer.Data["tags"]!.ToJsonString(), Is.EqualTo("[]"));
        }
    }

    [Test]
    public async Task An_empty_body_still_sets_the_time()
    {
        await using var api = new TestApi();
        var before = await api.UploadImageAsync();

        var answer = await UpdateAsync(api, (string)before["id"]!, "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "lastUpdatedAt"), Is.GreaterThan((string)before["lastUpdatedAt"]!));
        }
    }

    [Test]
    public async Task It_moves_from_album_to_album_and_out_and_both_show_it()
    {
        await using var api = new TestApi();
        var first = await api.CreateAlbumAsync("First");
        var second = await api.CreateAlbumAsync("Second");
        var id = (string)(await api.UploadImageAsync(albumId: first))["id"]!;
        await CountsAsync();

        var moved = await UpdateAsync(api, id, $$"""{"albumId":"{{second}}"}""");
        var afterMove = await CountsAsync();
        var renamed = await UpdateAsync(api, id, """{"title":"Renamed"}""");
        var album = await api.CallAsync("album-get", path: TestApi.Id(second));
        var taken = await UpdateAsync(api, id, """{"albumId":null}""");
        var afterTaking = await CountsAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(moved.Text("data", "albumId"), Is.EqualTo(second));
            Assert.That(moved.Trace.Annotation("albumId"), Is.EqualTo(second));
            Assert.That(afterMove, Is.EqualTo((0, 1)));
            Assert.That(renamed.Text("data", "albumId"), Is.EqualTo(second));
            Assert.That((string?)album.Data["images"]![0]!["title"], Is.EqualTo("Renamed"));
            Assert.That(taken.Data["albumId"], Is.Null);
            Assert.That(afterTaking, Is.EqualTo((0, 0)));
        }

        // Cached by the time of the next call.
        async Task<(int, int)> CountsAsync() => (
            (await api.CallAsync("album-get", path: TestApi.Id(first))).Data["images"]!.AsArray().Count,
            (int)(await api.CallAsync("album-list")).Data.AsArray().Single(album => (string?)album!["id"] == second)!["imageCount"]!);
    }

    [TestCase("""{"title":""}""", "title")]
    [TestCase("""{"title":null}""", "title")]
    [TestCase("""{"title":5}""", "title")]
    [TestCase("""{"tags":null}""", "tags")]
    [TestCase("""{"tags":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21"]}""", "tags")]
    [TestCase("""{"albumId":"mine"}""", "albumId")]
    [TestCase("""{"albumId":"5c0f6a9e-4e0e-4a51-9d3c-0f0c5a3c7a11"}""", "albumId")]
    public async Task A_wrong_member_is_named(string body, string field)
    {
        await using var api = new TestApi();
        var id = await TestRows.AddImageAsync(api.User, "Castle");

        var answer = await UpdateAsync(api, id.ToString(), body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Images_and_albums_of_others_are_refused()
    {
        await using var api = new TestApi();
        var id = (await TestRows.AddImageAsync(api.User, "Castle")).ToString();
        var album = await TestRows.AddAlbumAsync("somebody-else");

        var foreign = await api.CallAsync("gallery-image-update", new JsonObject(), TestApi.Id(id), user: "somebody-else");
        var missing = await UpdateAsync(api, Guid.NewGuid().ToString(), "{}");
        var foreignAlbum = await UpdateAsync(api, id, $$"""{"albumId":"{{album}}"}""");
        var noBody = await api.CallAsync("gallery-image-update", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((foreignAlbum.Status, foreignAlbum.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((noBody.Status, noBody.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
        }
    }

    private static Task<ApiAnswer> UpdateAsync(TestApi api, string id, string body) =>
        api.CallAsync("gallery-image-update", JsonNode.Parse(body), TestApi.Id(id));
}
