using System.Net;
using System.Text.Json.Nodes;
using Lego.Testing.Tracing;
using static Lego.Functions.Tests.Moc.MocWithFilesCalls;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocInitializeWithFilesTests
{
    [Test]
    public async Task A_MOC_is_added_with_a_place_for_each_file()
    {
        await using var api = new TestApi();
        await api.CallAsync("moc-list");
        var body = Body(File("Plan für alle.pdf"), File("parts.csv", "parts-list", "text/csv"), Png("front.png", "thumbnail"));
        body["author"] = "Ada";
        body["theme"] = "Castle";
        body["setNumber"] = "MOC-1";
        body["partsCount"] = 7;
        body["uploadedDate"] = "2024-05-06T07:08:09+02:00";
        body["brand"] = "dropped";
        body["releaseYear"] = 2020;
        body["tags"] = new JsonArray("grey");

        var answer = await api.CallAsync("moc-initialize-with-files", body);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        var id = answer.Text("data", "mocId");
        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;
        var uploads = answer.Data["uploadUrls"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)answer.Data["expiresIn"], Is.EqualTo(3600));
            Assert.That(uploads.Select(upload => (int?)upload!["expiresIn"]), Is.All.EqualTo(3600));
            Assert.That(uploads.Select(upload => (string?)upload!["filename"]), Is.EqualTo(new[] { "Plan für alle.pdf", "parts.csv", "front.png" }));
            Assert.That(uploads.Select(upload => (string?)upload!["fileType"]), Is.EqualTo(new[] { "instruction", "parts-list", "thumbnail" }));
            Assert.That(detail["files"]!.AsArray().Select(file => (string?)file!["id"]), Is.EqualTo(uploads.Select(upload => (string?)upload!["fileId"])));
            Assert.That((string?)detail["files"]![0]!["originalFilename"], Is.EqualTo("Plan für alle.pdf"));
            Assert.That((string?)detail["files"]![0]!["mimeType"], Is.EqualTo("application/pdf"));
            Assert.That(detail["thumbnailUrl"], Is.Null);
            Assert.That((string?)detail["author"], Is.EqualTo("Ada"));
            Assert.That((string?)detail["setNumber"], Is.EqualTo("MOC-1"));
            Assert.That((int?)detail["partsCount"], Is.EqualTo(7));
            Assert.That((string?)detail["uploadedDate"], Is.EqualTo("2024-05-06T05:08:09.000Z"));
            Assert.That(detail["tags"]!.ToJsonString(), Is.EqualTo("""["grey"]"""));
            Assert.That(new[] { "brand", "releaseYear", "retired" }.Select(name => detail[name]), Is.All.Null, "those of sets");
            Assert.That((await api.CallAsync("moc-list")).Text("total"), Is.EqualTo("1"), "the list is read anew");
            Assert.That(await TestIndex.MocAsync(id), Is.Null, "not before it is finalized");
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("fileCount"), Is.EqualTo("3"));
            Assert.That(answer.Steps.Count(step => step.StartsWith("db:", StringComparison.Ordinal)), Is.EqualTo(1), "one call for the MOC and all files");
            Assert.That(answer.Steps.Count(step => step == "s3:presign"), Is.EqualTo(3));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("X-Amz-Signature"), "no signed link in a trace");
        }
    }

    [Test]
    public async Task A_set_keeps_the_members_of_sets()
    {
        await using var api = new TestApi();
        var body = Body(File("plan.pdf"));
        body["type"] = "set";
        body["brand"] = "LEGO";
        body["setNumber"] = "10294";
        body["releaseYear"] = 2021;
        foreach (var (name, value) in new Dictionary<string, JsonNode?> { ["author"] = "Ada", ["subtheme"] = "x", ["partsCount"] = 7 })
        {
            body[name] = value;
        }

        var answer = await api.CallAsync("moc-initialize-with-files", body);

        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(answer.Text("data", "mocId")))).Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)detail["type"], Is.EqualTo("set"));
            Assert.That((string?)detail["brand"], Is.EqualTo("LEGO"));
            Assert.That((int?)detail["releaseYear"], Is.EqualTo(2021));
            Assert.That((bool?)detail["retired"], Is.False);
            Assert.That(new[] { "author", "subtheme", "partsCount", "uploadedDate" }.Select(name => detail[name]), Is.All.Null, "those of MOCs");
        }
    }

    [Test]
    public async Task The_link_takes_the_file_with_its_type_and_metadata_and_nothing_else()
    {
        await using var api = new TestApi();
        var upload = (await api.InitializeAsync(File("Plan für alle.pdf")))["uploadUrls"]![0]!;
        var headers = upload["requiredHeaders"]!.AsObject();
        var meta = headers.Select(header => header.Key).First(name => name.EndsWith("mocid", StringComparison.OrdinalIgnoreCase));

        var otherType = await PutAsync(upload, change => change["Content-Type"] = "text/html");
        var otherMoc = await PutAsync(upload, change => change[meta] = Guid.NewGuid().ToString());
        var withoutMeta = await PutAsync(upload, change => change.Remove(meta));
        var right = await PutAsync(upload);

        var stored = (await TestObjects.GetAsync(Uri.UnescapeDataString(new Uri((string)upload["uploadUrl"]!).AbsolutePath.Split('/', 3)[2])))!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(otherType, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(otherMoc, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(withoutMeta, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(right, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((string?)headers["Content-Type"], Is.EqualTo("application/pdf"));
            Assert.That(stored.Response.Headers.ContentType, Is.EqualTo("application/pdf"));
            Assert.That(stored.Response.Metadata["fileid"], Is.EqualTo((string?)upload["fileId"]));
            Assert.That(stored.Response.Metadata["userid"], Is.EqualTo(api.User));
            Assert.That(stored.Response.Metadata["filetype"], Is.EqualTo("instruction"));
            Assert.That(Uri.UnescapeDataString(stored.Response.Metadata["originalfilename"]), Is.EqualTo("Plan für alle.pdf"));
        }
    }

    [Test]
    public async Task A_title_and_a_set_can_be_used_once_by_a_user()
    {
        await using var api = new TestApi();
        var title = await api.CreateMocAsync("Taken") is not null ? Body(File("a.pdf")) : [];
        title["title"] = "Taken";
        var set = Body(File("a.pdf"));
        set["type"] = "set";
        set["brand"] = "LEGO";
        set["setNumber"] = "10294";
        var sameSet = set.DeepClone().AsObject();
        sameSet["title"] = "Another title";

        var taken = await api.CallAsync("moc-initialize-with-files", title);
        var first = await api.CallAsync("moc-initialize-with-files", set);
        var second = await api.CallAsync("moc-initialize-with-files", sameSet);
        var other = await api.CallAsync("moc-initialize-with-files", sameSet, user: api.User + "-other");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((taken.Status, taken.ErrorType), Is.EqualTo((409, "CONFLICT")));
            Assert.That(taken.Trace["annotations"]!.AsObject().ContainsKey("mocId"), Is.False, "unknown ids are left out");
            Assert.That(first.Status, Is.EqualTo(201));
            Assert.That((second.Status, second.ErrorType), Is.EqualTo((409, "CONFLICT")));
            Assert.That(other.Status, Is.EqualTo(201));
            Assert.That((await api.CallAsync("moc-list")).Text("total"), Is.EqualTo("2"));
        }
    }

    [TestCase("type", "\"boat\"", "type")]
    [TestCase("type", "null", "type")]
    [TestCase("title", "\"\"", "title")]
    [TestCase("partsCount", "0", "partsCount")]
    [TestCase("releaseYear", "1949", "releaseYear")]
    [TestCase("releaseYear", "2200", "releaseYear")]
    [TestCase("uploadedDate", "\"yesterday\"", "uploadedDate")]
    [TestCase("retired", "\"no\"", "retired")]
    [TestCase("files", "null", "files")]
    [TestCase("files", "[]", "files")]
    [TestCase("files", "[null]", "files[0],files")]
    [TestCase("files", """[{"fileType":"instruction","mimeType":"application/pdf","size":1}]""", "files[0].filename")]
    [TestCase("files", """[{"filename":"a.pdf","fileType":"plan","mimeType":"application/pdf","size":1}]""", "files[0].fileType,files")]
    [TestCase("files", """[{"filename":"a.pdf","fileType":"instruction","mimeType":"","size":1}]""", "files[0].mimeType")]
    [TestCase("files", """[{"filename":"a.pdf","fileType":"instruction","mimeType":"application/pdf","size":0}]""", "files[0].size")]
    [TestCase("files", """[{"filename":"a.pdf","fileType":"instruction","mimeType":"application/pdf"}]""", "files[0].size")]
    public async Task A_wrong_field_is_named(string member, string value, string fields)
    {
        await using var api = new TestApi(production: true);
        var body = Body(File("a.pdf"));
        body[member] = JsonNode.Parse(value);

        var answer = await api.CallAsync("moc-initialize-with-files", body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(fields.Split(',')));
        }
    }

    [TestCase(10, 10, 3, 201)]
    [TestCase(0, 1, 0, 400)]
    [TestCase(11, 0, 0, 400)]
    [TestCase(1, 11, 0, 400)]
    [TestCase(1, 0, 4, 400)]
    public async Task There_is_a_limit_for_each_type(int instructions, int partsLists, int images, int status)
    {
        await using var api = new TestApi();
        JsonNode[] files =
        [
            .. Enumerable.Range(0, instructions).Select(i => File($"i{i}.pdf")),
            .. Enumerable.Range(0, partsLists).Select(i => File($"p{i}.csv", "parts-list", "text/csv")),
            .. Enumerable.Range(0, images).Select(i => Png($"g{i}.png", i % 2 == 0 ? "gallery-image" : "thumbnail")),
        ];

        var answer = await api.CallAsync("moc-initialize-with-files", Body(files));

        Assert.That(answer.Status, Is.EqualTo(status), answer.Body);
    }

    [Test]
    public async Task Two_files_of_one_name_are_refused()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-initialize-with-files", Body(File("a.pdf"), File("a.pdf")));

        Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "files[1].filename" }));
    }

    [TestCase("instruction", "plan.pdf", "application/pdf", 50L * 1024 * 1024 + 1, "FILE_TOO_LARGE")]
    [TestCase("instruction", "plan.exe", "application/pdf", 1, "INVALID_EXTENSION")]
    [TestCase("instruction", "plan.pdf", "text/html", 1, "INVALID_MIME_TYPE")]
    [TestCase("instruction", "plan.pdf", "application/octet-stream", 1, "MIME_TYPE_EXTENSION_MISMATCH")]
    public async Task A_file_is_checked_by_the_rules_of_its_type(string type, string name, string mimeType, long size, string code)
    {
        await using var api = new TestApi(production: true);

        var answer = await api.CallAsync("moc-initialize-with-files", Body(File(name, type, mimeType, size)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(new[] { code }));
            Assert.That(answer.Text("error", "message"), Does.Contain(name));
            Assert.That((await api.CallAsync("moc-list")).Text("total"), Is.EqualTo("0"));
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_not_asked()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });

        var answer = await api.CallAsync("moc-initialize-with-files", Body(File("a.pdf")));

        Assert.That(answer.Status, Is.EqualTo(201));
    }

    [Test]
    public async Task A_database_that_is_down_is_a_database_error_and_a_missing_user_is_unauthorized()
    {
        await using var api = new TestApi(settings => settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Database=lego" });

        var down = await api.CallAsync("moc-initialize-with-files", Body(File("a.pdf")));
        var nobody = await api.CallAsync("moc-initialize-with-files", Body(File("a.pdf")), signedIn: false);
        var nothing = await api.CallAsync("moc-initialize-with-files");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((down.Status, down.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
            Assert.That((nobody.Status, nobody.ErrorType), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That((nothing.Status, nothing.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
        }
    }
}
