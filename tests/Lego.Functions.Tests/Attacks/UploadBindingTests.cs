using System.Net;
using Lego.Functions.Tests.Moc;

namespace Lego.Functions.Tests.Attacks;

/// <summary>What the holder of a link for an announced file can upload: that file's type and size, and nothing that passes for it afterwards.</summary>
[Category("Attack")]
public sealed class UploadBindingTests
{
    [TestCase(99)]
    [TestCase(101)]
    [TestCase(0)]
    [TestCase(60 * 1024)]
    public async Task A_link_takes_the_announced_size_only(int size)
    {
        await using var api = new TestApi();
        var upload = (await api.InitializeAsync(MocWithFilesCalls.File("plan.pdf", size: 100)))["uploadUrls"]![0]!;

        Assert.That(await MocWithFilesCalls.PutAsync(upload, size: size), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await MocWithFilesCalls.PutAsync(upload, size: 100), Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("text/html", 100)]
    [TestCase("image/png", 5 * 1024 * 1024 + 1)]
    [TestCase("image/png", 10 * 1024 * 1024 + 1)]
    public async Task An_object_of_another_type_or_size_is_refused_at_the_end_and_deleted(string type, int size)
    {
        await using var api = new TestApi();
        var initialized = await api.InitializeAsync(MocWithFilesCalls.File("plan.pdf"), MocWithFilesCalls.Png("front.png", "gallery-image"));
        var uploads = initialized["uploadUrls"]!.AsArray().Select(upload => upload!).ToList();
        await MocWithFilesCalls.PutAsync(uploads[0]);
        var key = Uri.UnescapeDataString(new Uri((string)uploads[1]["uploadUrl"]!).AbsolutePath.Split('/', 3)[2]);
        await TestObjects.PutAsync(key, type, size);

        var answer = await api.FinalizeAsync(initialized, uploads.Select(upload => (upload, true)));

        // A gallery image may be larger than a thumbnail.
        var isRight = type == "image/png" && size <= 10 * 1024 * 1024;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo(isRight ? (200, (string?)null) : (400, "FILE_ERROR")));
            Assert.That(answer.Body, Does.Contain("front.png"));
            Assert.That(await TestObjects.ListAsync(key), isRight ? Is.Not.Empty : Is.Empty);
        }

        if (isRight)
        {
            var again = await api.FinalizeAsync(initialized, uploads.Select(upload => (upload, true)));
            Assert.That(again.Status, Is.EqualTo(200), "it is the thumbnail now, and as large as before");
            return;
        }

        await MocWithFilesCalls.PutAsync(uploads[1]);
        var right = await api.FinalizeAsync(initialized, uploads.Select(upload => (upload, true)));
        Assert.That(right.Status, Is.EqualTo(200), "the right file can still be sent");
    }

    [Test]
    public async Task A_link_of_one_user_uploads_nothing_for_another()
    {
        await using var owner = new TestApi();
        await using var other = new TestApi();
        var mine = await owner.InitializeAsync(MocWithFilesCalls.File("plan.pdf"));
        var theirs = await other.InitializeAsync(MocWithFilesCalls.File("plan.pdf"));
        var stolen = theirs["uploadUrls"]![0]!.DeepClone();
        var target = new Uri((string)mine["uploadUrls"]![0]!["uploadUrl"]!);
        stolen["uploadUrl"] = new UriBuilder((string)theirs["uploadUrls"]![0]!["uploadUrl"]!) { Path = target.AbsolutePath }.Uri.AbsoluteUri;

        var status = await MocWithFilesCalls.PutAsync(stolen);

        Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await TestObjects.ListAsync($"mocs/{mine["mocId"]}/"), Is.Empty);
    }
}
