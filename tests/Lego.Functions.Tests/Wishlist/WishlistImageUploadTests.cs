using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistImageUploadTests
{
    [Test]
    public async Task An_image_becomes_a_WebP_of_at_most_800_pixels()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();

        var answer = await api.UploadImageAsync(id, Pictures.Jpeg(1000, 500), "Wish.JPG", "image/jpeg");
        var item = (await api.CallAsync("wishlist-get", path: TestApi.Id(id))).Data;
        var stored = await TestObjects.GetAsync($"wishlist/{api.User}/{id}.webp");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Data.ToJsonString(), Is.EqualTo($$"""{"imageUrl":"{{Wishes.Bucket}}wishlist/{{api.User}}/{{id}}.webp"}"""));
            Assert.That(answer.Text("message"), Is.Not.Empty);
            Assert.That(answer.Trace.Annotation("itemId"), Is.EqualTo(id));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:wishlist.get", "image:process", "s3:PutObject", "db:wishlist.set-image", "cache:drop" }));
            Assert.That(answer.Trace.Named("s3:PutObject").Annotation("bucket"), Is.EqualTo("lego-tests"));
            Assert.That((string?)item["imageUrl"], Is.EqualTo(answer.Text("data", "imageUrl")));
            Assert.That(((int?)item["imageWidth"], (int?)item["imageHeight"]), Is.EqualTo((800, 400)));
            Assert.That(stored!.Value.Response.Headers.ContentType, Is.EqualTo("image/webp"));
            Assert.That(stored.Value.Response.ServerSideEncryptionMethod?.Value, Is.EqualTo("AES256"));
            Assert.That(Pictures.SizeOf(stored.Value.Content), Is.EqualTo((800, 400)));
        }
    }

    [Test]
    public async Task A_second_image_takes_the_place_of_the_first_and_is_not_deleted_with_it()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        await api.UploadImageAsync(id, Pictures.Png(30, 20));

        var answer = await api.UploadImageAsync(id, Pictures.Png(10, 20));
        var stored = await TestObjects.GetAsync($"wishlist/{api.User}/{id}.webp");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Steps, Has.None.EqualTo("s3:DeleteObject"));
            Assert.That(Pictures.SizeOf(stored!.Value.Content), Is.EqualTo((10, 20)));
        }
    }

    [TestCase("wishlist/{user}/old.webp", true)]
    [TestCase("wishlist/another/old-{user}.webp", false)]
    public async Task An_old_image_is_deleted_if_it_lies_under_the_users_wishlist(string key, bool deleted)
    {
        await using var api = new TestApi();
        key = key.Replace("{user}", api.User, StringComparison.Ordinal);
        await TestObjects.PutAsync(key);
        var id = await api.WishAsync(imageUrl: Wishes.Bucket + key);

        var answer = await api.UploadImageAsync(id, Pictures.Png(4, 4));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(await TestObjects.GetAsync(key), deleted ? Is.Null : Is.Not.Null);
            Assert.That(await TestObjects.GetAsync($"wishlist/{api.User}/{id}.webp"), Is.Not.Null);
        }
    }

    [Test]
    public async Task A_form_without_a_file_and_a_body_that_is_no_form_are_bad_requests()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();

        var empty = await api.CallAsync("wishlist-image-upload", path: TestApi.Id(id), form: new FormBody().Field("file", "x"));
        var json = await api.CallAsync("wishlist-image-upload", path: TestApi.Id(id), rawBody: "{}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((empty.Status, empty.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((json.Status, json.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
        }
    }

    [TestCase("wish.gif", "image/gif", "INVALID_EXTENSION", "INVALID_MIME_TYPE")]
    [TestCase("wish.heic", "image/heic", "INVALID_EXTENSION", "INVALID_MIME_TYPE")]
    [TestCase("wish.png", "image/jpeg", "MIME_TYPE_EXTENSION_MISMATCH")]
    [TestCase("wish.webp", "image/webp", "INVALID_FILE_SIGNATURE")]
    public async Task A_file_that_breaks_a_rule_is_refused(string name, string type, params string[] codes)
    {
        await using var api = new TestApi(production: true);
        var id = await api.WishAsync();

        var answer = await api.UploadImageAsync(id, Pictures.Png(4, 4), name, type);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(codes));
            Assert.That(answer.Text("error", "message"), Does.Contain(name));
            Assert.That(answer.Steps, Has.None.EqualTo("image:process"));
        }
    }

    [Test]
    public async Task More_than_5_MB_and_more_than_one_file_are_too_much()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        var large = new byte[(5 * 1024 * 1024) + 1];
        Pictures.Png(4, 4).CopyTo(large, 0);
        var two = new FormBody().File("a", "a.png", "image/png", Pictures.Png(4, 4)).File("b", "b.png", "image/png", Pictures.Png(4, 4));

        var tooLarge = await api.UploadImageAsync(id, large);
        var tooMany = await api.CallAsync("wishlist-image-upload", path: TestApi.Id(id), form: two);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tooLarge.FileErrors, Is.EqualTo(new[] { "FILE_TOO_LARGE" }));
            Assert.That(tooLarge.Body, Does.Contain("5 MB"));
            Assert.That((tooMany.Status, tooMany.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
        }
    }

    [Test]
    public async Task An_image_that_cannot_be_decoded_is_a_file_error()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();

        var answer = await api.UploadImageAsync(id, Pictures.BrokenPng());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "FILE_ERROR")));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:wishlist.get", "image:process" }));
            Assert.That(await TestObjects.CountAsync($"wishlist/{api.User}/"), Is.Zero);
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_an_external_error_and_the_item_stays_as_it_is()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var id = await api.WishAsync();

        var answer = await api.UploadImageAsync(id, Pictures.Png(4, 4));
        var item = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Steps.Count(step => step == "s3:PutObject"), Is.EqualTo(3));
            Assert.That(item.Data["imageUrl"], Is.Null);
        }
    }

    [Test]
    public async Task Metrics_tell_how_large_it_was_and_why_it_failed()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        var content = Pictures.Png(1000, 500);

        await api.UploadImageAsync(id, content);
        await api.UploadImageAsync(id, content, "wish.gif", "image/gif");

        var lines = api.MetricLines.Where(line => (string?)line["UploadType"] == "wishlist").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Count.EqualTo(2));
            Assert.That((int?)lines[0]["UploadSuccess"], Is.EqualTo(1));
            Assert.That((int?)lines[0]["FileSize"], Is.EqualTo(content.Length));
            Assert.That(((int?)lines[0]["ImageWidth"], (int?)lines[0]["ImageHeight"]), Is.EqualTo((800, 400)));
            Assert.That((double?)lines[0]["ProcessingTime"], Is.GreaterThan(0));
            Assert.That(lines[0]["_aws"]!.ToJsonString(), Does.Contain("LegoAPI/ImageUploads"));
            Assert.That((int?)lines[1]["UploadFailure"], Is.EqualTo(1));
            Assert.That((int?)lines[1]["ValidationError"], Is.EqualTo(1));
            Assert.That(lines[1].ContainsKey("UploadSuccess"), Is.False);
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_counted_as_such()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var id = await api.WishAsync();

        await api.UploadImageAsync(id, Pictures.Png(4, 4));

        var line = api.MetricLines.Single(line => (string?)line["UploadType"] == "wishlist");
        Assert.That(((int?)line["UploadFailure"], (int?)line["S3Error"]), Is.EqualTo((1, 1)));
    }
}
