using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions.Tests.PartsLists;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocPartsListUploadTests
{
    private const string Csv = "part,qty,color,description,category\n3001,4,Red,Brick 2 x 4,Bricks\n3020,2,,,\n";

    [Test]
    public async Task A_CSV_file_is_stored_and_becomes_a_list()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        await api.CallAsync("moc-get", path: TestApi.Id(id));
        await api.CallAsync("moc-list");

        var answer = await UploadAsync(api, id, "Große Mauer.csv", "text/csv", Csv);

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        var data = answer.Data;
        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;
        var key = TestObjects.KeyOf((string)data["file"]!["fileUrl"]!);
        var stored = await TestObjects.GetAsync(key);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)data["file"]!["fileType"], Is.EqualTo("parts-list"));
            Assert.That((string?)data["file"]!["originalFilename"], Is.EqualTo("Große Mauer.csv"));
            Assert.That(key, Does.StartWith($"mocs/{id}/parts-list/"));
            Assert.That(Encoding.UTF8.GetString(stored!.Value.Content), Is.EqualTo(Csv));
            Assert.That((string?)data["partsList"]!["name"], Is.EqualTo("Große Mauer"));
            Assert.That((string?)data["partsList"]!["description"], Does.Contain("CSV").And.Contain("6"));
            Assert.That((string?)data["partsList"]!["fileId"], Is.EqualTo((string?)data["file"]!["id"]));
            Assert.That((int?)data["partsList"]!["totalParts"], Is.EqualTo(6));
            Assert.That(data["parsing"]!.ToJsonString(), Is.EqualTo("""{"totalPieceCount":6,"uniqueParts":2,"format":"csv","success":true}"""));
            Assert.That(data["moc"]!.ToJsonString(), Is.EqualTo($$"""{"id":"{{id}}","totalPieceCount":6}"""));
            Assert.That((int?)detail["totalPieceCount"], Is.EqualTo(6));
            Assert.That(detail["files"]![0]!.ToJsonString(), Is.EqualTo(data["file"]!.ToJsonString()));
            Assert.That(detail["partsLists"]![0]!.ToJsonString(), Is.EqualTo(data["partsList"]!.ToJsonString()));
            Assert.That((int?)(await api.CallAsync("moc-list")).Data[0]!["totalPieceCount"], Is.EqualTo(6), "the list is read anew");
            Assert.That((string?)(await TestIndex.MocAsync(id))!["updatedAt"], Is.EqualTo((string?)detail["updatedAt"]));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("fileId"), Is.EqualTo((string?)data["file"]!["id"]));
            Assert.That(answer.Trace.Annotation("partsListId"), Is.EqualTo((string?)data["partsList"]!["id"]));
            Assert.That(
                answer.Steps,
                Is.SupersetOf(new[]
                {
                    "db:moc.get", "parts:parse", "s3:PutObject", "db:parts-list.insert", "search:index", "cache:drop",
                }));
            Assert.That(answer.Trace["annotations"]!.ToJsonString(), Does.Not.Contain("Mauer"), "no file names in annotations");
        }

        var parts = (await api.ListsAsync(id))[0]!["parts"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.Select(part => (string?)part!["partName"]), Is.EqualTo(new[] { "Brick 2 x 4", "3020" }));
            Assert.That(parts.Select(part => (string?)part!["colorName"]), Is.EqualTo(new[] { "Red", "Unknown" }));
            Assert.That(parts.Select(part => (string?)part!["category"]), Is.EqualTo(new[] { "Bricks", null }));
        }
    }

    [Test]
    public async Task An_XML_file_is_read_too()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var answer = await UploadAsync(
            api, id, "wanted.xml", "text/xml", "<INVENTORY><ITEM><ITEMID>3001</ITEMID><COLOR>5</COLOR><MINQTY>7</MINQTY></ITEM></INVENTORY>");

        Assert.That(
            answer.Data["parsing"]!.ToJsonString(), Is.EqualTo("""{"totalPieceCount":7,"uniqueParts":1,"format":"xml","success":true}"""), answer.Body);
    }

    [TestCase("parts.csv", "text/csv", "part,qty\n3001,many\n,2\n", new[] { "PARSING_ERROR", "VALIDATION_ERROR" })]
    [TestCase("parts.csv", "text/csv", "part,qty\n", new[] { "EMPTY_FILE" })]
    [TestCase("parts.csv", "text/csv", "part,qty\n30\001,2\n", new[] { "CSV_PARSE_ERROR" })]
    [TestCase("parts.xml", "text/xml", "<a>", new[] { "XML_PARSE_ERROR" })]
    [TestCase("parts.json", "application/json", "[]", new[] { "UNSUPPORTED_FORMAT" })]
    [TestCase("parts.pdf", "application/pdf", "%PDF", new[] { "INVALID_FILE_TYPE", "INVALID_MIME_TYPE" })]
    public async Task A_wrong_file_stores_nothing_and_tells_why_in_production_too(string fileName, string type, string content, string[] codes)
    {
        await using var api = new TestApi(production: true);
        var id = await api.CreateMocAsync();

        var answer = await UploadAsync(api, id, fileName, type, content);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(codes));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.Zero);
            Assert.That(await api.ListsAsync(id), Is.Empty);
            Assert.That(answer.Steps, Has.None.StartsWith("s3:"));
        }
    }

    [Test]
    public async Task A_part_number_that_is_too_long_for_the_index_is_named_with_its_place()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var answer = await UploadAsync(api, id, "parts.csv", "text/csv", $"part,qty\n3001,1\n{new string('x', 256)},1\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.FileErrors, Is.EqualTo(new[] { "VALIDATION_ERROR" }));
            Assert.That((int?)answer.Json["error"]!["details"]!["fileErrors"]![0]!["line"], Is.EqualTo(3));
        }
    }

    [Test]
    public async Task A_file_above_10_MB_is_too_large()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var answer = await UploadAsync(api, id, "parts.csv", "text/csv", new string('x', (10 * 1024 * 1024) + 1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(new[] { "FILE_TOO_LARGE" }));
        }
    }

    [Test]
    public async Task A_name_that_the_MOC_has_is_a_conflict_and_undoes_everything()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        await UploadAsync(api, id, "parts.csv", "text/csv", Csv);

        var answer = await UploadAsync(api, id, "parts.csv", "text/csv", "part,qty\n3001,99\n");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((409, "CONFLICT")));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.EqualTo(1), "the second object was deleted again");
            Assert.That(await api.ListsAsync(id), Has.Count.EqualTo(1));
            Assert.That((int?)(await api.CallAsync("moc-get", path: TestApi.Id(id))).Data["totalPieceCount"], Is.EqualTo(6));
        }
    }

    [Test]
    public async Task A_form_without_a_file_and_a_JSON_body_are_bad_requests_and_two_files_are_too_many()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var two = new FormBody().File("a", "a.csv", "text/csv", "x"u8.ToArray()).File("b", "b.csv", "text/csv", "x"u8.ToArray());

        var json = await api.CallAsync("moc-parts-list-upload", new JsonObject { ["s3Key"] = "x" }, TestApi.Id(id));
        var nothing = await api.CallAsync("moc-parts-list-upload", path: TestApi.Id(id), form: new FormBody().Field("fileType", "parts-list"));
        var many = await api.CallAsync("moc-parts-list-upload", path: TestApi.Id(id), form: two);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((json.Status, json.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((nothing.Status, nothing.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((many.Status, many.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
        }
    }

    [Test]
    public async Task A_MOC_of_somebody_else_is_not_found_as_one_that_does_not_exist()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var foreign = await UploadAsync(api, id, "parts.csv", "text/csv", Csv, "somebody-else");
        var missing = await UploadAsync(api, Guid.NewGuid().ToString(), "parts.csv", "text/csv", Csv);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestObjects.CountAsync($"mocs/{id}/"), Is.Zero);
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_an_external_error_and_adds_no_rows()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var id = await api.CreateMocAsync();

        var answer = await UploadAsync(api, id, "parts.csv", "text/csv", Csv);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Steps.Count(step => step == "s3:PutObject"), Is.EqualTo(3));
            Assert.That(await api.ListsAsync(id), Is.Empty);
        }
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => settings with { Cache = TestApi.DeadAddress, Search = "http://" + TestApi.DeadAddress });
        var id = await api.CreateMocAsync();

        var answer = await UploadAsync(api, id, "parts.csv", "text/csv", Csv);

        Assert.That(answer.Status, Is.EqualTo(201));
    }

    private static Task<ApiAnswer> UploadAsync(TestApi api, string id, string fileName, string type, string content, string? user = null) => api.CallAsync(
        "moc-parts-list-upload", path: TestApi.Id(id), form: new FormBody().File("file", fileName, type, Encoding.UTF8.GetBytes(content)), user: user);
}
