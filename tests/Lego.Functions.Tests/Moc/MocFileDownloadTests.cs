using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocFileDownloadTests
{
    [Test]
    public async Task The_caller_is_sent_to_a_link_that_downloads_the_file_under_its_name()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var file = await api.UploadAsync(id, "größe; \\ 1.pdf", TestApi.Pdf(999));
        var fileId = (string)file["id"]!;

        var answer = await api.CallAsync("moc-file-download", path: TestApi.File(id, fileId));
        using var http = new HttpClient();
        using var download = await http.GetAsync(new Uri(answer.Headers["Location"]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(302));
            Assert.That(answer.Body, Is.Empty);
            Assert.That(answer.Headers["Cache-Control"], Is.EqualTo("no-cache, no-store, must-revalidate"));
            Assert.That(answer.Headers, Does.ContainKey("Vary"));
            Assert.That((int)download.StatusCode, Is.EqualTo(200));
            Assert.That(await download.Content.ReadAsByteArrayAsync(), Is.EqualTo(TestApi.Pdf(999)));
            Assert.That(download.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(download.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(download.Content.Headers.ContentDisposition.FileNameStar, Is.EqualTo((string)file["originalFilename"]!));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("fileId"), Is.EqualTo(fileId));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.file.get", "s3:presign" }));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("X-Amz-Signature"));
        }
    }

    [Test]
    public async Task As_JSON_it_is_a_link_for_an_hour()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var file = await api.UploadAsync(id);

        var answer = await api.CallAsync(
            "moc-file-download", path: TestApi.File(id, (string)file["id"]!), query: new Dictionary<string, string> { ["format"] = "json" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            // An hour on our clock; the SDK counts by the server's, whose dates have whole seconds and may be old by some.
            Assert.That(answer.Text("data", "downloadUrl"), Does.Match("X-Amz-Expires=3(5[5-9]|6[0-4])[0-9]&"));
            Assert.That(answer.Text("data", "filename"), Is.EqualTo("plan.pdf"));
            Assert.That(answer.Text("data", "mimeType"), Is.EqualTo("application/pdf"));
            Assert.That(answer.Text("data", "expiresIn"), Is.EqualTo("3600"));
            Assert.That(DateTimeOffset.Parse(answer.Text("data", "expiresAt"), null), Is.GreaterThan(DateTimeOffset.UnixEpoch));
        }
    }

    [Test]
    public async Task Another_format_is_a_redirect_and_a_file_without_name_and_type_has_neutral_ones()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var file = (Guid)(await TestRows.ValueAsync(
            "insert into moc_files (moc_id, file_type, file_url) values ($1, 'instruction', 'https://lego-tests.s3.us-east-1.amazonaws.com/mocs/x') returning id",
            Guid.Parse(id)))!;

        var answer = await api.CallAsync(
            "moc-file-download", path: TestApi.File(id, file.ToString()), query: new Dictionary<string, string> { ["format"] = "xml" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(302));
            Assert.That(Uri.UnescapeDataString(answer.Headers["Location"]), Does.Contain("filename=\"download\"").And.Contain("application/octet-stream"));
        }
    }

    [Test]
    public async Task Only_the_owner_may_and_only_a_file_of_that_MOC()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var other = await api.CreateMocAsync();
        var file = (string)(await api.UploadAsync(id))["id"]!;

        var foreign = await api.CallAsync("moc-file-download", path: TestApi.File(id, file), user: "somebody-else");
        var wrongMoc = await api.CallAsync("moc-file-download", path: TestApi.File(other, file));
        var noMoc = await api.CallAsync("moc-file-download", path: TestApi.File(Guid.NewGuid().ToString(), file));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((wrongMoc.Status, wrongMoc.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((noMoc.Status, noMoc.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
        }
    }
}
