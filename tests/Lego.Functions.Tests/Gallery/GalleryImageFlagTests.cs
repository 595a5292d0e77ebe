using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageFlagTests
{
    [Test]
    public async Task Anybody_may_flag_an_image_and_its_owner_sees_it()
    {
        await using var api = new TestApi();
        var album = await api.CreateAlbumAsync();
        var id = (string)(await api.UploadImageAsync(albumId: album))["id"]!;
        await ReadAllAsync();

        var answer = await FlagAsync(api, id, "somebody-else", "Not bricks");
        var (detail, list, inAlbum) = await ReadAllAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Text("data", "message"), Is.Not.Empty);
            Assert.That(
                answer.Data["flag"]!.AsObject().Select(member => member.Key),
                Is.EqualTo(new[] { "id", "imageId", "userId", "reason", "createdAt", "lastUpdatedAt" }));
            Assert.That(answer.Text("data", "flag", "imageId"), Is.EqualTo(id));
            Assert.That(answer.Text("data", "flag", "userId"), Is.EqualTo("somebody-else"));
            Assert.That(answer.Text("data", "flag", "reason"), Is.EqualTo("Not bricks"));
            Assert.That(answer.Trace.Annotation("imageId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Named("db:image.flag").Annotation("table"), Is.EqualTo("gallery_flags"));
            Assert.That(answer.Steps, Does.Contain("db:image.flag").And.Contain("cache:drop"));
            Assert.That((detail, list, inAlbum), Is.EqualTo((true, true, true)));
        }

        async Task<(bool, bool, bool)> ReadAllAsync() => (
            (bool)(await api.CallAsync("gallery-image-get", path: TestApi.Id(id))).Data["flagged"]!,
            (bool)(await api.ListImagesAsync(("albumId", album))).Data[0]!["flagged"]!,
            (bool)(await api.CallAsync("album-get", path: TestApi.Id(album))).Data["images"]![0]!["flagged"]!);
    }

    [Test]
    public async Task The_same_user_flags_it_once_also_when_both_tries_come_at_the_same_time()
    {
        await using var api = new TestApi();
        await using var second = new TestApi();
        var id = (await TestRows.AddImageAsync(api.User, "Castle")).ToString();

        var both = await Task.WhenAll(FlagAsync(api, id, "critic"), FlagAsync(second, id, "critic"));
        var again = await FlagAsync(api, id, "critic");
        var other = await FlagAsync(api, id, "another critic");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(both.Select(answer => answer.Status), Is.EquivalentTo(new[] { 201, 409 }));
            Assert.That((again.Status, again.ErrorType), Is.EqualTo((409, "CONFLICT")));
            Assert.That(other.Status, Is.EqualTo(201));
            Assert.That(other.Data["flag"]!["reason"], Is.Null);
            Assert.That(await TestRows.ValueAsync("select count(*) from gallery_flags where image_id = $1", Guid.Parse(id)), Is.EqualTo(2));
        }
    }

    [Test]
    public async Task An_unknown_image_is_not_found()
    {
        await using var api = new TestApi();

        var answer = await FlagAsync(api, Guid.NewGuid().ToString(), api.User);

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
    }

    [Test]
    public async Task A_wrong_member_is_named()
    {
        await using var api = new TestApi();

        var none = await api.CallAsync("gallery-image-flag", new JsonObject());
        var wrong = await api.CallAsync("gallery-image-flag", new JsonObject { ["imageId"] = "castle" });
        var tooLong = await FlagAsync(api, Guid.NewGuid().ToString(), api.User, new string('x', 1001));
        var noBody = await api.CallAsync("gallery-image-flag");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(none.FieldErrors, Is.EqualTo(new[] { "imageId" }));
            Assert.That(wrong.FieldErrors, Is.EqualTo(new[] { "imageId" }));
            Assert.That(tooLong.FieldErrors, Is.EqualTo(new[] { "reason" }));
            Assert.That((noBody.Status, noBody.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
        }
    }

    private static Task<ApiAnswer> FlagAsync(TestApi api, string id, string user, string? reason = null) =>
        api.CallAsync("gallery-image-flag", new JsonObject { ["imageId"] = id, ["reason"] = reason }, user: user);
}
