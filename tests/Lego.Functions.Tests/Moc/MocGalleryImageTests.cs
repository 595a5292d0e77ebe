using System.Text.Json.Nodes;
using Lego.Functions.Moc;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

/// <summary>Linking, unlinking and listing images, which only make sense together.</summary>
[Parallelizable(ParallelScope.All)]
[TestOf(typeof(MocGalleryImageLink))]
[TestOf(typeof(MocGalleryImageUnlink))]
[TestOf(typeof(MocGalleryImageList))]
public sealed class MocGalleryImageTests
{
    [Test]
    public async Task An_image_is_linked_once()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var image = await TestRows.AddImageAsync(api.User, "Front");
        await api.CallAsync("moc-get", path: TestApi.Id(id));

        var answer = await LinkAsync(api, id, image);
        var again = await LinkAsync(api, id, image);

        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            Assert.That(answer.Text("data", "message"), Is.Not.Empty);
            Assert.That(
                answer.Data["link"]!.ToJsonString(),
                Is.EqualTo($$"""{"id":"{{detail["images"]![0]!["id"]}}","mocId":"{{id}}","galleryImageId":"{{image}}"}"""), "the detail is read anew");
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(image.ToString()));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.image.link", "cache:drop" }));
            Assert.That(answer.Trace.Named("db:moc.image.link").Annotation("table"), Is.EqualTo("moc_gallery_images"));
            Assert.That((again.Status, again.ErrorType), Is.EqualTo((409, "CONFLICT")));
            Assert.That(again.Trace["fault"], Is.Null);
        }
    }

    [Test]
    public async Task An_image_must_exist_and_be_the_callers()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var image = await TestRows.AddImageAsync("somebody-else", "Theirs");

        var foreign = await LinkAsync(api, id, image);
        var missing = await LinkAsync(api, id, Guid.NewGuid());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((await ListAsync(api, id)).Data.AsArray(), Is.Empty);
        }
    }

    [TestCase("{}", "VALIDATION_ERROR")]
    [TestCase("""{"galleryImageId":"front"}""", "VALIDATION_ERROR")]
    [TestCase("{", "BAD_REQUEST")]
    public async Task A_link_needs_the_id_of_an_image(string body, string type)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-gallery-image-link", rawBody: body, path: TestApi.Id(await api.CreateMocAsync()));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, type)));
    }

    [Test]
    public async Task Unlinking_leaves_the_image()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var image = await TestRows.AddImageAsync(api.User, "Front");
        await TestRows.LinkImageAsync(id, image);
        await api.CallAsync("moc-get", path: TestApi.Id(id));

        var answer = await UnlinkAsync(api, id, image);
        var again = await UnlinkAsync(api, id, image);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That(answer.Data.AsObject().Select(member => member.Key), Is.EqualTo(new[] { "message" }));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(image.ToString()));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.image.unlink", "cache:drop" }));
            Assert.That((await api.CallAsync("moc-get", path: TestApi.Id(id))).Data["images"]!.AsArray(), Is.Empty);
            Assert.That(await TestRows.CountAsync("gallery_images", image), Is.EqualTo(1));
            Assert.That((again.Status, again.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
        }
    }

    [Test]
    public async Task Images_are_listed_oldest_first()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var young = await TestRows.AddImageAsync(api.User, "Young", "Seen today");
        var old = await TestRows.AddImageAsync(api.User, "Old");
        await TestRows.ValueAsync("update gallery_images set created_at = '2020-01-01Z', tags = '[\"grey\"]' where id = $1", old);
        await TestRows.LinkImageAsync(id, young);
        await TestRows.LinkImageAsync(id, old);

        var answer = await ListAsync(api, id);

        var first = answer.Data[0]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("total"), Is.EqualTo("2"));
            Assert.That(answer.Json.ContainsKey("pagination"), Is.False);
            Assert.That(answer.Data.AsArray().Select(image => (string?)image!["id"]), Is.EqualTo(new[] { old.ToString(), young.ToString() }));
            Assert.That(
                first.Select(member => member.Key),
                Is.EquivalentTo(new[] { "id", "title", "description", "url", "tags", "createdAt", "lastUpdatedAt" }));
            Assert.That(first["tags"]!.ToJsonString(), Is.EqualTo("""["grey"]"""));
            Assert.That((string?)first["createdAt"], Is.EqualTo("2020-01-01T00:00:00.000Z"));
            Assert.That((string?)answer.Data[1]!["description"], Is.EqualTo("Seen today"));
            Assert.That((string?)answer.Data[1]!["url"], Is.EqualTo("https://example.com/front.webp"));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.image.list" }));
        }
    }

    [Test]
    public async Task A_MOC_of_somebody_else_is_not_found_as_one_that_does_not_exist()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var image = await TestRows.AddImageAsync("somebody-else", "Theirs");
        var none = Guid.NewGuid().ToString();

        ApiAnswer[] answers =
        [
            await LinkAsync(api, id, image, "somebody-else"), await UnlinkAsync(api, id, image, "somebody-else"), await ListAsync(api, id, "somebody-else"),
            await LinkAsync(api, none, image), await UnlinkAsync(api, none, image), await ListAsync(api, none),
        ];

        Assert.That(answers.Select(answer => (answer.Status, answer.ErrorType)), Is.All.EqualTo((404, "NOT_FOUND")));
    }

    [Test]
    public async Task A_database_that_is_down_is_a_database_error()
    {
        await using var api = new TestApi(settings => settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Database=lego" });
        var (id, image) = (Guid.NewGuid().ToString(), Guid.NewGuid());

        ApiAnswer[] answers = [await LinkAsync(api, id, image), await UnlinkAsync(api, id, image), await ListAsync(api, id)];

        Assert.That(answers.Select(answer => (answer.Status, answer.ErrorType)), Is.All.EqualTo((500, "DATABASE_ERROR")));
    }

    private static Task<ApiAnswer> LinkAsync(TestApi api, string id, Guid image, string? user = null) =>
        api.CallAsync("moc-gallery-image-link", new JsonObject { ["galleryImageId"] = image.ToString() }, TestApi.Id(id), user: user);

    private static Task<ApiAnswer> UnlinkAsync(TestApi api, string id, Guid image, string? user = null) => api.CallAsync(
        "moc-gallery-image-unlink", path: new Dictionary<string, string> { ["id"] = id, ["galleryImageId"] = image.ToString() }, user: user);

    private static Task<ApiAnswer> ListAsync(TestApi api, string id, string? user = null) =>
        api.CallAsync("moc-gallery-image-list", path: TestApi.Id(id), user: user);
}
