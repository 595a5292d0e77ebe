using System.Text.Json.Nodes;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.Moc;
using Lego.Functions.Tests.Wishlist;

namespace Lego.Functions.Tests.Attacks;

/// <summary>The database has done it, and nobody is told.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostAnswerTests
{
    private static readonly string[] Writes =
    [
        "moc-create", "wishlist-create", "album-create", "moc-file-upload", "moc-parts-list-upload", "moc-initialize-with-files",
        "gallery-image-upload", "moc-gallery-image-link", "gallery-image-flag", "parts-list-create",
    ];

    [TestCaseSource(nameof(Writes))]
    public async Task A_write_whose_answer_is_lost_once_is_done_once_and_answered_as_done(string function)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var call = await CallAsync(api, function);
        var before = await UserRows.ReadAsync(api.User);
        servers.Database.Fault = new Fault(FaultKind.LoseAnswer, SkipOf(function), Count: 1);

        var answer = await call.Send();

        servers.Heal();
        var after = await UserRows.ReadAsync(api.User);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(servers.Database.Fired, Is.EqualTo(1));
            Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
            Assert.That(before.ChangesTo(after), Is.EqualTo(call.Changes(answer)));
        }

        await CheckObjectsAsync(after);
    }

    [TestCase("moc-file-upload")]
    [TestCase("moc-parts-list-upload")]
    [TestCase("gallery-image-upload")]
    public async Task An_object_stays_when_nobody_knows_whether_its_row_is_there(string function)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var call = await CallAsync(api, function);
        var before = await UserRows.ReadAsync(api.User);
        servers.Database.Fault = new Fault(FaultKind.LoseAnswer, SkipOf(function));

        var answer = await call.Send();

        servers.Heal();
        var after = await UserRows.ReadAsync(api.User);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
            Assert.That(before.ChangesTo(after), Is.EqualTo(call.Changes(null)));
            Assert.That(api.LogText, Does.Contain("Objects stay, since their rows may have been written"));
        }

        await CheckObjectsAsync(after);
    }

    [Test]
    public async Task An_image_stays_when_nobody_knows_whether_its_item_shows_it()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var id = await api.WishAsync();
        servers.Database.Fault = new Fault(FaultKind.LoseAnswer, Skip: 1);

        var answer = await api.UploadImageAsync(id, Pictures.Png(4, 4));

        servers.Heal();
        var item = await api.CallAsync("wishlist-get", path: TestApi.Id(id));
        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
        Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf(item.Text("data", "imageUrl"))), Is.Not.Null);
    }

    [Test]
    public async Task A_picture_stays_when_nobody_knows_whether_the_profile_shows_it()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi(user: AssemblySetUp.TakeUser().Subject);
        // Not the first call of the upload, which reads the user.
        servers.Users.Fault = new Fault(FaultKind.LoseAnswer, Skip: 1);

        var answer = await api.CallAsync(
            "profile-avatar-upload", path: TestApi.Id(api.User), form: new FormBody().File("file", "me.png", "image/png", Pictures.Png(4, 4)));

        servers.Heal();
        var profile = await api.CallAsync("profile-get", path: TestApi.Id(api.User));
        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
        Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf(profile.Text("data", "avatarUrl"))), Is.Not.Null);
    }

    [Test]
    public async Task An_avatar_stays_when_the_pool_does_not_take_the_picture_away()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi(user: AssemblySetUp.TakeUser().Subject);
        await api.CallAsync(
            "profile-avatar-upload", path: TestApi.Id(api.User), form: new FormBody().File("file", "me.png", "image/png", Pictures.Png(4, 4)));
        servers.Users.Fault = new Fault(FaultKind.Garbage, Answer: Garbage.Html(503));

        var answer = await api.CallAsync("profile-avatar-delete", path: TestApi.Id(api.User));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
        Assert.That(await TestObjects.GetAsync($"avatars/{api.User}/avatar.webp"), Is.Not.Null);
    }

    /// <summary>Messages to the database before the write: the gate of those that look first.</summary>
    private static int SkipOf(string function) => function is "moc-file-upload" or "moc-parts-list-upload" ? 1 : 0;

    private static async Task<FaultCall> CallAsync(TestApi api, string function)
    {
        var moc = await api.CreateMocAsync();
        var image = function is "moc-gallery-image-link" or "gallery-image-flag" ? (string)(await api.UploadImageAsync())["id"]! : "";
        return function switch
        {
            "moc-create" => Of(new JsonObject { ["title"] = "new" }, null, null, "+moc"),
            "wishlist-create" => Of(new JsonObject { ["title"] = "new" }, null, null, "+wish"),
            "album-create" => Of(new JsonObject { ["title"] = "new" }, null, null, "+album"),
            "moc-file-upload" => Of(
                null, TestApi.Id(moc), new FormBody().Field("fileType", "instruction").File("file", "plan.pdf", "application/pdf", TestApi.Pdf()), "+file", "~moc"),
            "moc-parts-list-upload" => Of(
                null, TestApi.Id(moc), new FormBody().File("file", "parts.csv", "text/csv", "part,quantity\n3001,2\n"u8.ToArray()), "+file", "+list", "+parts", "~moc"),
            "moc-initialize-with-files" => Of(MocWithFilesCalls.Body(MocWithFilesCalls.File("plan.pdf")), null, null, "+moc", "+file"),
            "gallery-image-upload" => Of(null, null, GalleryCalls.Form(), "+image"),
            "moc-gallery-image-link" => Of(new JsonObject { ["galleryImageId"] = image }, TestApi.Id(moc), null, "+link"),
            "gallery-image-flag" => Of(new JsonObject { ["imageId"] = image }, null, null, "+flag", "~image"),
            _ => Of(
                new JsonObject
                {
                    ["name"] = "new", ["parts"] = new JsonArray(new JsonObject { ["partNumber"] = "3001", ["partName"] = "Brick", ["quantity"] = 2 }),
                },
                new Dictionary<string, string> { ["mocId"] = moc },
                null,
                "+list",
                "+parts"),
        };

        FaultCall Of(JsonNode? body, Dictionary<string, string>? path, FormBody? form, params string[] changes) =>
            FaultCall.Of(function, () => api.CallAsync(function, body, path, form: form), changes);
    }

    private static async Task CheckObjectsAsync(UserRows rows)
    {
        var urls = rows.Of("image").SelectMany(image => new[] { (string)image["image_url"]!, (string)image["thumbnail_url"]! })
            .Concat(rows.Of("file").Where(file => (string?)file["original_filename"] is "parts.csv").Select(file => (string)file["file_url"]!))
            .Concat(rows.Of("file").Where(file => rows.Of("moc").Count == 1).Select(file => (string)file["file_url"]!));
        foreach (var url in urls)
        {
            Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf(url)), Is.Not.Null, url);
        }
    }
}
