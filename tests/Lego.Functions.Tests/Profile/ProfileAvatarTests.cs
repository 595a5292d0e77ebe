using Lego.Functions.Profile;

namespace Lego.Functions.Tests.Profile;

/// <summary>Uploading and deleting avatars.</summary>
[Parallelizable(ParallelScope.All)]
[TestOf(typeof(ProfileAvatarUpload))]
[TestOf(typeof(ProfileAvatarDelete))]
public sealed class ProfileAvatarTests
{
    [TestCase("me.png", "image/png")]
    [TestCase("me.jpeg", "image/jpeg")]
    [TestCase("me.gif", "image/gif")]
    public async Task An_image_becomes_a_square_of_256_pixels(string fileName, string contentType)
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };
        await api.OfAsync("profile-get");
        var content = contentType switch
        {
            "image/png" => Pictures.Png(600, 300),
            "image/gif" => Pictures.Gif(600, 300),
            _ => Pictures.Jpeg(600, 300),
        };

        var answer = await api.AvatarAsync(content, fileName, contentType);
        var profile = await api.OfAsync("profile-get");
        var stored = await TestObjects.GetAsync($"avatars/{api.User}/avatar.webp");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That(answer.Data.ToJsonString(), Is.EqualTo($$"""{"avatarUrl":"{{Profiles.Bucket}}avatars/{{api.User}}/avatar.webp"}"""));
            Assert.That(
                answer.Steps,
                Is.EqualTo(new[] { "image:process", "idp:AdminGetUser", "s3:PutObject", "idp:AdminUpdateUserAttributes", "cache:drop" }));
            Assert.That(profile.Text("data", "avatarUrl"), Is.EqualTo(answer.Text("data", "avatarUrl")), "the cached profile is dropped");
            Assert.That(stored!.Value.Response.Headers.ContentType, Is.EqualTo("image/webp"));
            Assert.That(Pictures.SizeOf(stored.Value.Content), Is.EqualTo((256, 256)));
        }
    }

    [Test]
    public async Task A_second_avatar_takes_the_place_of_the_first()
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };
        await api.AvatarAsync(Pictures.Png(300, 300));

        var answer = await api.AvatarAsync(Pictures.Png(20, 30));
        var stored = await TestObjects.GetAsync($"avatars/{api.User}/avatar.webp");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Steps, Has.None.EqualTo("s3:DeleteObject"));
            Assert.That(Pictures.SizeOf(stored!.Value.Content), Is.EqualTo((20, 20)), "never enlarged");
        }
    }

    [TestCase("avatars/{user}/old.webp", true)]
    [TestCase("avatars/another/{user}.webp", false)]
    public async Task An_older_avatar_is_deleted_if_it_lies_under_the_users_avatars(string key, bool deleted)
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };
        key = key.Replace("{user}", api.User, StringComparison.Ordinal);
        await TestObjects.PutAsync(key);
        await api.Services.UserPool.SetPictureAsync(api.User, Profiles.Bucket + key, default);

        var answer = await api.AvatarAsync(Pictures.Png(4, 4));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(await TestObjects.GetAsync(key), deleted ? Is.Null : Is.Not.Null);
            Assert.That(await TestObjects.GetAsync($"avatars/{api.User}/avatar.webp"), Is.Not.Null);
        }
    }

    [Test]
    public async Task A_form_without_a_file_is_a_bad_request()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("profile-avatar-upload", path: TestApi.Id(api.User), form: new FormBody().Field("file", "x"));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
    }

    [TestCase("me.webp", "image/webp", "INVALID_EXTENSION", "INVALID_MIME_TYPE")]
    [TestCase("me.heic", "image/heic", "INVALID_EXTENSION", "INVALID_MIME_TYPE")]
    [TestCase("me.gif", "image/gif", "INVALID_FILE_SIGNATURE")]
    [TestCase("me.gif", "image/png", "MIME_TYPE_EXTENSION_MISMATCH", "INVALID_FILE_SIGNATURE")]
    public async Task A_file_that_breaks_a_rule_is_refused(string name, string type, params string[] codes)
    {
        await using var api = new TestApi(production: true);

        var answer = await api.AvatarAsync(Pictures.Png(4, 4), name, type);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(codes));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [Test]
    public async Task More_than_2_MB_are_too_much_and_a_broken_image_is_a_file_error()
    {
        await using var api = new TestApi();
        var large = new byte[(2 * 1024 * 1024) + 1];
        Pictures.Png(4, 4).CopyTo(large, 0);

        var tooLarge = await api.AvatarAsync(large);
        var broken = await api.AvatarAsync(Pictures.BrokenPng());

        using (Assert.EnterMultipleScope())
        {
            Assert.That((tooLarge.Status, tooLarge.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(tooLarge.FileErrors, Is.EqualTo(new[] { "FILE_TOO_LARGE" }));
            Assert.That(tooLarge.Body, Does.Contain("2 MB"));
            Assert.That((broken.Status, broken.ErrorType), Is.EqualTo((400, "FILE_ERROR")));
        }
    }

    [Test]
    public async Task Storage_that_is_down_fails_an_upload_and_leaves_the_picture()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress }) { User = AssemblySetUp.TakeUser().Subject };

        var answer = await api.AvatarAsync(Pictures.Png(4, 4));
        var profile = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Text("error", "details", "service"), Is.EqualTo("S3"));
            Assert.That(answer.Steps, Has.None.EqualTo("idp:AdminUpdateUserAttributes"));
            Assert.That(profile.Data["avatarUrl"], Is.Null);
        }
    }

    [Test]
    public async Task A_deleted_avatar_is_gone_from_storage_and_profile()
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };
        await api.AvatarAsync(Pictures.Png(4, 4));
        var before = await api.OfAsync("profile-get");

        var answer = await api.OfAsync("profile-avatar-delete");
        var after = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.Data["avatarUrl"], Is.Not.Null);
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "message"), Is.Not.Empty);
            Assert.That(answer.Steps, Is.EqualTo(new[] { "idp:AdminUpdateUserAttributes", "s3:DeleteObject", "cache:drop" }));
            Assert.That(after.Data["avatarUrl"], Is.Null);
            Assert.That(await TestObjects.GetAsync($"avatars/{api.User}/avatar.webp"), Is.Null);
            Assert.That(api.LogLines.Any(line => (string?)line["message"] == "Avatar deleted" && (string?)line["userId"] == api.User), Is.True);
        }
    }

    [Test]
    public async Task Deleting_an_avatar_succeeds_without_one_and_without_storage()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress }) { User = AssemblySetUp.TakeUser().Subject };
        await api.Services.UserPool.SetPictureAsync(api.User, "https://example.com/me.png", default);

        var answer = await api.OfAsync("profile-avatar-delete");
        var again = await api.OfAsync("profile-avatar-delete");
        var profile = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, again.Status), Is.EqualTo((200, 200)));
            Assert.That(answer.Trace["fault"], Is.Null);
            Assert.That(api.LogLines.Any(line => (string?)line["operation"] == "s3:delete"), Is.True);
            Assert.That(profile.Data["avatarUrl"], Is.Null);
        }
    }

    [Test]
    public async Task Metrics_tell_how_large_it_was_and_why_it_failed()
    {
        await using var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };
        var content = Pictures.Png(600, 300);

        await api.AvatarAsync(content);
        await api.AvatarAsync(content, "me.webp", "image/webp");

        var lines = api.MetricLines.Where(line => (string?)line["UploadType"] == "avatar").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Count.EqualTo(2));
            Assert.That((int?)lines[0]["UploadSuccess"], Is.EqualTo(1));
            Assert.That((int?)lines[0]["FileSize"], Is.EqualTo(content.Length));
            Assert.That(((int?)lines[0]["ImageWidth"], (int?)lines[0]["ImageHeight"]), Is.EqualTo((256, 256)));
            Assert.That((double?)lines[0]["ProcessingTime"], Is.GreaterThan(0));
            Assert.That(lines[0]["_aws"]!.ToJsonString(), Does.Contain("LegoAPI/ImageUploads"));
            Assert.That((int?)lines[1]["UploadFailure"], Is.EqualTo(1));
            Assert.That((int?)lines[1]["ValidationError"], Is.EqualTo(1));
            Assert.That(lines[1].ContainsKey("UploadSuccess"), Is.False);
        }
    }

    [Test]
    public async Task A_user_pool_that_is_down_is_not_counted_against_storage()
    {
        await using var api = new TestApi(settings => settings with { UserPoolEndpoint = "http://" + TestApi.DeadAddress });

        await api.AvatarAsync(Pictures.Png(4, 4));

        var line = api.MetricLines.Single(line => (string?)line["UploadType"] == "avatar");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)line["UploadFailure"], Is.EqualTo(1));
            Assert.That(line.ContainsKey("S3Error"), Is.False);
        }
    }
}
