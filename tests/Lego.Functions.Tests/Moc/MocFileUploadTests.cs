using System.Text.Json.Nodes;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocFileUploadTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0];

    [Test]
    public async Task One_file_is_stored_with_its_metadata()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var form = new FormBody().File("file", "Bau Anleitung (größer).pdf", "application/pdf", TestApi.Pdf(5000)).Field("fileType", "instruction");

        var answer = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: form);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        var data = answer.Data;
        var key = TestObjects.KeyOf((string)data["fileUrl"]!);
        var stored = await TestObjects.GetAsync(key);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)data["mocId"], Is.EqualTo(id));
            Assert.That((string?)data["fileType"], Is.EqualTo("instruction"));
            Assert.That((string?)data["originalFilename"], Is.EqualTo("Bau Anleitung (größer).pdf"));
            Assert.That((string?)data["mimeType"], Is.EqualTo("application/pdf"));
            Assert.That((string?)data["fileUrl"], Does.StartWith("https://lego-tests.s3.us-east-1.amazonaws.com/"));
            Assert.That(key, Does.Match($"^mocs/{id}/instruction/[0-9]{{13}}-[0-9a-f]{{8}}-bau_anleitung_gr_er_.pdf$"));
            Assert.That(stored!.Value.Content, Is.EqualTo(TestApi.Pdf(5000)));
            Assert.That(stored.Value.Response.Headers.ContentType, Is.EqualTo("application/pdf"));
            Assert.That(stored.Value.Response.Metadata["mocid"], Is.EqualTo(id));
            Assert.That(stored.Value.Response.Metadata["userid"], Is.EqualTo(api.User));
            Assert.That(stored.Value.Response.Metadata["filetype"], Is.EqualTo("instruction"));
            Assert.That(Uri.UnescapeDataString(stored.Value.Response.Metadata["originalfilename"]), Is.EqualTo("Bau Anleitung (größer).pdf"));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("fileId"), Is.EqualTo((string?)data["id"]));
            Assert.That(answer.Trace.Annotation("fileCount"), Is.EqualTo("1"));
            Assert.That(answer.Steps, Is.SupersetOf(new[] { "db:moc.get", "s3:PutObject", "db:moc.file.insert", "cache:drop" }));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("Anleitung (gr"), "no file names in annotations");
        }
    }

    [Test]
    public async Task A_large_file_is_stored_in_parts()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var content = TestApi.Pdf((11 * 1024 * 1024) + 7);

        var file = await api.UploadAsync(id, "large.pdf", content);

        var stored = await TestObjects.GetAsync(TestObjects.KeyOf((string)file["fileUrl"]!));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(stored!.Value.Content.AsSpan().SequenceEqual(content), Is.True);
            Assert.That(stored.Value.Response.ETag, Does.Contain("-3"), "three parts");
            Assert.That(stored.Value.Response.Metadata["mocid"], Is.EqualTo(id));
        }
    }

    [Test]
    public async Task Several_files_succeed_and_fail_on_their_own()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        await api.UploadAsync(id, "taken.pdf");
        var form = new FormBody()
            .Field("fileType_1", "thumbnail")
            .Field("fileType_4", "minifigure")
            .File("files", "plan.pdf", "application/pdf", TestApi.Pdf())
            .File("files", "front.png", "image/png", Png)
            .File("files", "fake.pdf", "application/pdf", "no pdf"u8.ToArray())
            .File("files", "taken.pdf", "application/pdf", TestApi.Pdf())
            .File("files", "odd.pdf", "application/pdf", TestApi.Pdf());

        var answer = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: form);

        var data = answer.Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(data["uploaded"]!.AsArray().Select(file => (string?)file!["filename"]), Is.EqualTo(new[] { "plan.pdf", "front.png" }));
            Assert.That(data["uploaded"]!.AsArray().Select(file => (string?)file!["fileType"]), Is.EqualTo(new[] { "instruction", "thumbnail" }));
            Assert.That((long?)data["uploaded"]![0]!["fileSize"], Is.EqualTo(64));
            Assert.That(data["failed"]!.AsArray().Select(file => (string?)file!["filename"]), Is.EqualTo(new[] { "fake.pdf", "taken.pdf", "odd.pdf" }));
            Assert.That((string?)data["failed"]![0]!["error"], Does.Contain("fake.pdf").And.Contain(".pdf file"));
            Assert.That((string?)data["failed"]![1]!["error"], Does.Contain("already"));
            Assert.That((string?)data["failed"]![2]!["error"], Does.Contain("thumbnail"));
            Assert.That(data["summary"]!.ToJsonString(), Is.EqualTo("""{"total":5,"succeeded":2,"failed":3}"""));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.EqualTo(3), "the duplicate's object was deleted again");
            Assert.That(answer.Trace.Annotation("fileCount"), Is.EqualTo("5"));
            Assert.That(answer.Trace["annotations"]!.AsObject().ContainsKey("fileId"), Is.False);
        }
    }

    [Test]
    public async Task Two_files_of_one_name_in_one_form_are_one_file_and_one_failure()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var form = new FormBody().File("a", "plan.pdf", "application/pdf", TestApi.Pdf()).File("b", "plan.pdf", "application/pdf", TestApi.Pdf());

        var answer = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: form);

        Assert.That(answer.Text("data", "summary"), Is.EqualTo(JsonNode.Parse("""{"total":2,"succeeded":1,"failed":1}""")!.ToString()));
    }

    [Test]
    public async Task A_name_that_the_MOC_has_is_a_conflict_and_leaves_no_object()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        await api.UploadAsync(id, "plan.pdf");

        var answer = await api.CallAsync(
            "moc-file-upload", path: TestApi.Id(id), form: new FormBody().Field("fileType", "instruction").File("file", "plan.pdf", "application/pdf", TestApi.Pdf()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((409, "CONFLICT")));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task The_MOC_counts_as_changed_and_its_detail_is_read_anew()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        await TestRows.ValueAsync("update moc_instructions set updated_at = '2020-01-01Z' where id = $1", Guid.Parse(id));
        await api.CallAsync("moc-get", path: TestApi.Id(id));

        await api.UploadAsync(id);

        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)detail["updatedAt"], Does.Not.StartWith("2020"));
            Assert.That(detail["files"]!.AsArray(), Has.Count.EqualTo(1));
        }
    }

    [TestCase("instruction", "plan.exe", "application/pdf", "INVALID_EXTENSION")]
    [TestCase("instruction", "plan.pdf", "text/html", "INVALID_MIME_TYPE")]
    [TestCase("instruction", "plan.pdf", "application/octet-stream", "MIME_TYPE_EXTENSION_MISMATCH")]
    [TestCase("thumbnail", "front.png", "image/jpeg", "MIME_TYPE_EXTENSION_MISMATCH")]
    [TestCase("thumbnail", "front.png", "image/png", "INVALID_FILE_SIGNATURE")]
    public async Task A_file_that_breaks_a_rule_is_refused_with_its_code(string type, string name, string mimeType, string code)
    {
        await using var api = new TestApi(production: true);
        var id = await api.CreateMocAsync();

        var answer = await api.CallAsync(
            "moc-file-upload", path: TestApi.Id(id), form: new FormBody().Field("fileType", type).File("file", name, mimeType, TestApi.Pdf()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Does.Contain(code));
            Assert.That(answer.Text("error", "message"), Does.Contain(name));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.Zero);
        }
    }

    [Test]
    public async Task An_empty_file_and_one_above_its_limit_are_refused()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var large = new byte[(5 * 1024 * 1024) + 1];
        Png.CopyTo(large, 0);

        var empty = await api.CallAsync(
            "moc-file-upload", path: TestApi.Id(id), form: new FormBody().Field("fileType", "instruction").File("file", "plan.io", null, []));
        var above = await api.CallAsync(
            "moc-file-upload", path: TestApi.Id(id), form: new FormBody().Field("fileType", "thumbnail").File("file", "front.png", "image/png", large));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(empty.FileErrors, Is.EqualTo(new[] { "FILE_TOO_SMALL" }));
            Assert.That(above.FileErrors, Is.EqualTo(new[] { "FILE_TOO_LARGE" }));
            Assert.That(above.Text("error", "message"), Does.Contain("5 MB"));
        }
    }

    [Test]
    public async Task The_form_has_limits()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var files = new FormBody();
        for (var i = 0; i < 11; i++)
        {
            files.File("files", $"{i}.pdf", "application/pdf", TestApi.Pdf());
        }

        var fields = new FormBody();
        for (var i = 0; i < 21; i++)
        {
            fields.Field($"field{i}", "x");
        }

        var tooManyFiles = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: files);
        var tooManyFields = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: fields);
        var tooLarge = await api.CallAsync(
            "moc-file-upload", path: TestApi.Id(id), form: new FormBody().File("file", "x.pdf", "application/pdf", TestApi.Pdf((50 * 1024 * 1024) + 1)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tooManyFiles.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(tooManyFiles.Body, Does.Contain("10 files"));
            Assert.That(tooManyFields.Body, Does.Contain("VALIDATION_ERROR").And.Contain("20 fields"));
            Assert.That(tooLarge.Body, Does.Contain("VALIDATION_ERROR").And.Contain("50 MB"));
        }
    }

    [Test]
    public async Task A_body_that_is_no_form_or_has_no_file_is_a_bad_request()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var row = FunctionCatalog.Find("moc-file-upload");

        var json = await api.CallAsync("moc-file-upload", new JsonObject(), TestApi.Id(id));
        var nothing = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: new FormBody().Field("fileType", "instruction"));
        var cut = await api.SendAsync(row, HttpEvent.Create(
            row.RouteKey, api.User, "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.pdf\"\r\n\r\nhalf", TestApi.Id(id), null,
            new Dictionary<string, string> { ["content-type"] = "multipart/form-data; boundary=x" }));
        var type = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: new FormBody().File("file", "a.pdf", "application/pdf", TestApi.Pdf()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((json.Status, json.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((nothing.Status, nothing.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((cut.Status, cut.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That(type.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(type.FieldErrors, Is.EqualTo(new[] { "fileType" }));
        }
    }

    [Test]
    public async Task Nothing_is_stored_for_a_MOC_of_somebody_else_or_none()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var form = new FormBody().Field("fileType", "instruction").File("file", "plan.pdf", "application/pdf", TestApi.Pdf());

        var foreign = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: form, user: "somebody-else");
        var missing = await api.CallAsync("moc-file-upload", path: TestApi.Id(Guid.NewGuid().ToString()), form: form);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.Zero);
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_an_external_error_after_three_attempts()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var id = await api.CreateMocAsync();
        var file = new FormBody().Field("fileType", "instruction").File("file", "plan.pdf", "application/pdf", TestApi.Pdf());
        var files = new FormBody().File("a", "a.pdf", "application/pdf", TestApi.Pdf()).File("b", "b.pdf", "application/pdf", TestApi.Pdf());

        var one = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: file);
        var many = await api.CallAsync("moc-file-upload", path: TestApi.Id(id), form: files);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((one.Status, one.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(one.Text("error", "details", "service"), Is.EqualTo("S3"));
            Assert.That(one.Steps.Count(step => step == "s3:PutObject"), Is.EqualTo(3));
            Assert.That(one.Trace["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(many.Status, Is.EqualTo(200));
            Assert.That(many.Text("data", "summary"), Is.EqualTo(JsonNode.Parse("""{"total":2,"succeeded":0,"failed":2}""")!.ToString()));
            Assert.That(many.Steps, Has.None.Contains("moc.file.insert"));
        }
    }

    [Test]
    public void No_upload_leaves_a_temporary_file_behind() =>
        Assert.That(Directory.EnumerateFiles(Path.GetTempPath(), "upload-*").Where(IsOld), Is.Empty);

    private static bool IsOld(string path) => File.GetLastWriteTimeUtc(path) < TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2);
}
