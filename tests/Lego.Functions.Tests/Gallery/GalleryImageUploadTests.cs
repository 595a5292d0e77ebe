using System.Text.Json.Nodes;
using Lego.Testing.Tracing;
using NetVips;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageUploadTests
{
    [Test]
    public async Task An_image_becomes_two_objects_a_row_and_a_document()
    {
        await using var api = new TestApi();
        var album = await api.CreateAlbumAsync();
        var form = GalleryCalls.Form("Harbour", GalleryCalls.Png(3000, 1500))
            .Field("description", "At night").Field("tags", """["sea","night"]""").Field("albumId", album);

        var answer = await api.CallAsync("gallery-image-upload", form: form);

        var id = answer.Text("data", "id");
        var image = await TestObjects.GetAsync($"images/{api.User}/{id}.webp");
        var thumbnail = await TestObjects.GetAsync($"images/{api.User}/thumbnails/{id}.webp");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(
                answer.Data.AsObject().Select(member => member.Key),
                Is.EqualTo(new[] { "id", "userId", "title", "description", "tags", "imageUrl", "thumbnailUrl", "albumId", "flagged", "createdAt", "lastUpdatedAt" }));
            Assert.That(answer.Text("data", "userId"), Is.EqualTo(api.User));
            Assert.That(answer.Text("data", "title"), Is.EqualTo("Harbour"));
            Assert.That(answer.Text("data", "description"), Is.EqualTo("At night"));
            Assert.That(answer.Data["tags"]!.ToJsonString(), Is.EqualTo("""["sea","night"]"""));
            Assert.That(answer.Text("data", "albumId"), Is.EqualTo(album));
            Assert.That(answer.Text("data", "flagged"), Is.EqualTo("false"));
            Assert.That(answer.Text("data", "imageUrl"), Is.EqualTo($"https://lego-tests.s3.us-east-1.amazonaws.com/images/{api.User}/{id}.webp"));
            Assert.That(answer.Text("data", "thumbnailUrl"), Does.EndWith($"/images/{api.User}/thumbnails/{id}.webp"));
            Assert.That(SizeOf(image!.Value.Content), Is.EqualTo((2048, 1024)));
            Assert.That(SizeOf(thumbnail!.Value.Content), Is.EqualTo((400, 200)));
            Assert.That(image.Value.Response.Headers.ContentType, Is.EqualTo("image/webp"));
            Assert.That(
                (await GalleryCalls.DocumentAsync(id))!.ToJsonString(),
                Is.EqualTo($$"""{"type":"image","userId":"{{api.User}}","albumId":"{{album}}","coverImageId":null,"title":"Harbour","description":"At night","tags":["sea","night"],"createdAt":"{{answer.Text("data", "createdAt")}}"}"""));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("albumId"), Is.EqualTo(album));
            Assert.That(
                answer.Steps,
                Is.EquivalentTo(new[]
                {
                    "db:album.get", "image:process", "image:process", "s3:PutObject", "s3:PutObject", "db:image.create", "search:index", "cache:drop",
                }.Concat(answer.Steps.Where(step => step == "search:create"))));
            Assert.That(answer.Trace.Named("db:image.create").Annotation("table"), Is.EqualTo("gallery_images"));
            Assert.That(answer.Trace.Named("db:image.create").Annotation("operation"), Is.EqualTo("insert"));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("Harbour"));
        }
    }

    [Test]
    public async Task What_is_left_out_is_empty()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form().Field("tags", "").Field("albumId", ""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Data["description"], Is.Null);
            Assert.That(answer.Data["tags"]!.ToJsonString(), Is.EqualTo("[]"));
            Assert.That(answer.Data["albumId"], Is.Null);
            Assert.That(answer.Trace.Annotation("albumId"), Is.Null);
        }
    }

    [Test]
    public async Task Lists_searches_and_the_album_show_it_at_once()
    {
        await using var api = new TestApi(settings => settings with { Search = "" });
        var album = await api.CreateAlbumAsync();
        await ReadAllAsync();

        await api.UploadImageAsync("Harbour", albumId: album);
        var (list, search, albums, detail) = await ReadAllAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Titles(), Is.EqualTo(new[] { "Harbour" }));
            Assert.That(search.Titles(), Is.EqualTo(new[] { "Harbour" }));
            Assert.That((int?)albums.Data[0]!["imageCount"], Is.EqualTo(1));
            Assert.That(detail.Data["images"]!.AsArray(), Has.Count.EqualTo(1));
        }

        async Task<(ApiAnswer List, ApiAnswer Search, ApiAnswer Albums, ApiAnswer Detail)> ReadAllAsync() => (
            await api.ListImagesAsync(("albumId", album)),
            await api.SearchImagesAsync("harbour"),
            await api.CallAsync("album-list"),
            await api.CallAsync("album-get", path: TestApi.Id(album)));
    }

    private static IEnumerable<TestCaseData> WrongFields()
    {
        yield return new TestCaseData(GalleryCalls.Form(null), "title").SetArgDisplayNames("no title");
        yield return new TestCaseData(GalleryCalls.Form(""), "title").SetArgDisplayNames("empty title");
        yield return new TestCaseData(GalleryCalls.Form(new string('x', 201)), "title").SetArgDisplayNames("long title");
        yield return new TestCaseData(GalleryCalls.Form().Field("description", new string('x', 2001)), "description").SetArgDisplayNames("long description");
        yield return new TestCaseData(GalleryCalls.Form().Field("tags", "red, blue"), "tags").SetArgDisplayNames("tags no JSON");
        yield return new TestCaseData(GalleryCalls.Form().Field("tags", "null"), "tags").SetArgDisplayNames("tags null");
        yield return new TestCaseData(GalleryCalls.Form().Field("tags", "[1]"), "tags").SetArgDisplayNames("tags numbers");
        yield return new TestCaseData(GalleryCalls.Form().Field("tags", "[null]"), "tags").SetArgDisplayNames("tags with null");
        yield return new TestCaseData(GalleryCalls.Form().Field("tags", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 21))}]"), "tags").SetArgDisplayNames("21 tags");
        yield return new TestCaseData(GalleryCalls.Form().Field("albumId", "mine"), "albumId").SetArgDisplayNames("album no UUID");
        yield return new TestCaseData(GalleryCalls.Form().Field("albumId", Guid.NewGuid().ToString()), "albumId").SetArgDisplayNames("album unknown");
    }

    [TestCaseSource(nameof(WrongFields))]
    public async Task A_wrong_field_is_named(object form, string field)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("gallery-image-upload", form: (FormBody)form);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
            Assert.That(answer.Steps, Does.Not.Contain("image:process"));
        }
    }

    [Test]
    public async Task The_album_of_another_user_is_refused()
    {
        await using var api = new TestApi();
        var album = await TestRows.AddAlbumAsync("somebody-else");

        var answer = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form().Field("albumId", album.ToString()));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
    }

    [TestCase("castle.gif", "image/gif", "INVALID_EXTENSION", "INVALID_MIME_TYPE")]
    [TestCase("castle.heic", "image/heic", "INVALID_EXTENSION", "INVALID_MIME_TYPE")]
    [TestCase("castle.jpg", "image/png", "MIME_TYPE_EXTENSION_MISMATCH", "INVALID_FILE_SIGNATURE")]
    public async Task A_file_of_a_wrong_kind_is_named_with_the_rule(string name, string type, params string[] codes)
    {
        await using var api = new TestApi();

        var form = new FormBody().Field("title", "Castle").File("file", name, type, GalleryCalls.Png());
        var answer = await api.CallAsync("gallery-image-upload", form: form);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(codes));
            Assert.That(answer.Text("error", "message"), Does.Contain(name));
        }
    }

    [Test]
    public async Task A_form_without_a_file_is_malformed_and_one_with_two_or_too_much_is_not_valid()
    {
        await using var api = new TestApi();

        var none = await api.CallAsync("gallery-image-upload", form: new FormBody().Field("title", "Castle"));
        var two = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form().File("file", "b.png", "image/png", GalleryCalls.Png()));
        var large = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form(content: new byte[(10 * 1024 * 1024) + 1]));
        var json = await api.CallAsync("gallery-image-upload", new JsonObject { ["title"] = "Castle" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((none.Status, none.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((two.Status, two.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That((large.Status, large.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(large.Body, Does.Contain("10 MB"));
            Assert.That((json.Status, json.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
        }
    }

    [Test]
    public async Task What_cannot_be_decoded_is_a_file_error_and_leaves_nothing()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form(content: GalleryCalls.Png()[..40]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "FILE_ERROR")));
            Assert.That(answer.Trace.Named("image:process")["fault"] ?? answer.Trace.Named("image:process")["error"], Is.Not.Null);
            Assert.That(await TestObjects.CountAsync($"images/{api.User}/"), Is.Zero);
        }
    }

    [Test]
    public async Task Without_storage_there_is_no_row()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });

        var answer = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Steps.Count(step => step == "s3:PutObject"), Is.EqualTo(6), "three attempts for each object");
            Assert.That(answer.Steps, Does.Not.Contain("db:image.create"));
            Assert.That(answer.Trace.Annotation("imageId"), Is.Null);
        }
    }

    [Test]
    public async Task When_the_row_cannot_be_added_both_objects_are_deleted()
    {
        await using var api = new TestApi(GalleryCalls.WithoutDatabase);

        var answer = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
            Assert.That(answer.Steps, Does.Contain("s3:PutObject").And.Contain("s3:DeleteObjects"));
            Assert.That(await TestObjects.CountAsync($"images/{api.User}/"), Is.Zero);
        }
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => GalleryCalls.WithoutSearch(settings) with { Cache = TestApi.DeadAddress });

        var answer = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form());

        Assert.That(answer.Status, Is.EqualTo(201));
    }

    [Test]
    public async Task Metrics_tell_how_large_it_was_and_why_it_failed()
    {
        await using var api = new TestApi();
        var content = GalleryCalls.Png(3000, 1500);

        await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form(content: content));
        await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form(""));

        var lines = api.MetricLines.Where(line => (string?)line["UploadType"] == "gallery").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Count.EqualTo(2));
            Assert.That((int?)lines[0]["UploadSuccess"], Is.EqualTo(1));
            Assert.That((int?)lines[0]["FileSize"], Is.EqualTo(content.Length));
            Assert.That(((int?)lines[0]["ImageWidth"], (int?)lines[0]["ImageHeight"]), Is.EqualTo((2048, 1024)));
            Assert.That((double?)lines[0]["ProcessingTime"], Is.GreaterThan(0));
            Assert.That(lines[0]["_aws"]!.ToJsonString(), Does.Contain("LegoAPI/ImageUploads"));
            Assert.That((int?)lines[1]["UploadFailure"], Is.EqualTo(1));
            Assert.That((int?)lines[1]["ValidationError"], Is.EqualTo(1));
            Assert.That(lines[1].ContainsKey("UploadSuccess"), Is.False);
        }
    }

    private static (int Width, int Height) SizeOf(byte[] content)
    {
        using var image = Image.NewFromBuffer(content);
        return (image.Width, image.Height);
    }
}
