using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListParseTests
{
    private const string Header = "Part ID,Part Name,Quantity,Color\n";

    [Test]
    public async Task A_file_in_the_bucket_becomes_a_list_and_the_count_of_the_MOC()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var key = $"mocs/{mocId}/parts-list/1-abcdef01-parts.csv";
        await TestObjects.PutTextAsync(key, Header + "3001,\"Brick, 2 x 4\",4,Red\n3001,Brick,1,Blue\n");
        await api.CallAsync("moc-get", path: TestApi.Id(mocId));
        await api.CallAsync("moc-list");

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = key, ["mocId"] = mocId }, PartsListCalls.Path(mocId));

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(mocId))).Data;
        var parts = (await api.ListsAsync(mocId))[0]!["parts"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)answer.Data["totalParts"], Is.EqualTo(5));
            Assert.That((int?)answer.Data["rowsProcessed"], Is.EqualTo(2));
            Assert.That((string?)detail["partsLists"]![0]!["id"], Is.EqualTo((string?)answer.Data["partsListId"]));
            Assert.That((string?)detail["partsLists"]![0]!["name"], Is.EqualTo("Parts List"));
            Assert.That((int?)detail["totalPieceCount"], Is.EqualTo(5));
            Assert.That(detail["partsCount"], Is.Null);
            Assert.That(parts.Select(part => (string?)part!["colorName"]), Is.EqualTo(new[] { "Red", "Blue" }));
            Assert.That((string?)parts[0]!["partName"], Is.EqualTo("Brick, 2 x 4"));
            Assert.That((int?)(await api.CallAsync("moc-list")).Data[0]!["totalPieceCount"], Is.EqualTo(5), "the list is read anew");
            Assert.That((string?)(await TestIndex.MocAsync(mocId))!["updatedAt"], Is.EqualTo((string?)detail["updatedAt"]));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(mocId));
            Assert.That(answer.Trace.Annotation("partsListId"), Is.EqualTo((string?)answer.Data["partsListId"]));
            Assert.That(answer.Trace.Annotation("rowCount"), Is.EqualTo("2"));
            Assert.That(
                answer.Steps,
                Is.SupersetOf(new[]
                {
                    "db:moc.get", "s3:GetObject", "parts:parse", "db:parts-list.insert", "search:index", "cache:drop",
                }));
            Assert.That(answer.Trace.Named("s3:GetObject").Annotation("bucket"), Is.EqualTo(AssemblySetUp.Settings.Bucket));
        }
    }

    [Test]
    public async Task Ten_thousand_rows_go_in_by_ten_statements()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var key = $"parts-lists/{mocId}/large.csv";
        await TestObjects.PutTextAsync(key, Header + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i},Brick,2,Red\n")));

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = key }, PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text("data", "totalParts"), Is.EqualTo("20000"));
            Assert.That(answer.Text("data", "rowsProcessed"), Is.EqualTo("10000"));
            Assert.That(answer.Steps.Count(step => step == "db:parts-list.insert.parts"), Is.EqualTo(9), "the first thousand goes with the list");
            Assert.That(
                await TestRows.ValueAsync("select count(*) from moc_parts where parts_list_id = $1", Guid.Parse(answer.Text("data", "partsListId"))),
                Is.EqualTo(10_000));
        }
    }

    [TestCase("mocs/{other}/parts-list/a.csv")]
    [TestCase("mocs/{moc}/instruction/a.csv")]
    [TestCase("parts-lists/{moc}")]
    [TestCase("mocs/{moc}/parts-list/../../{other}/parts-list/a.csv")]
    [TestCase("mocs/{moc}/parts-list/./a.csv")]
    [TestCase("avatars/somebody/avatar.webp")]
    public async Task Keys_of_other_things_are_forbidden_and_not_read(string key)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var s3Key = key.Replace("{moc}", mocId, StringComparison.Ordinal).Replace("{other}", Guid.NewGuid().ToString(), StringComparison.Ordinal);

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = s3Key }, PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.get" }));
        }
    }

    [Test]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = $"parts-lists/{mocId}/none.csv" }, PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(answer.Steps.Count(step => step == "s3:GetObject"), Is.EqualTo(1), "not tried again");
        }
    }

    [TestCase("Part ID,Quantity\n3001,1\n", "CSV_PARSE_ERROR")]
    [TestCase(Header + "3001,Brick,many,Red\n", "PARSING_ERROR")]
    [TestCase(Header + "3001,Brick,0,Red\n", "VALIDATION_ERROR")]
    [TestCase(Header + "3001,Br\0ick,1,Red\n", "CSV_PARSE_ERROR")]
    [TestCase(Header, "EMPTY_FILE")]
    public async Task A_wrong_file_stores_nothing(string content, string code)
    {
        await using var api = new TestApi(production: true);
        var mocId = await api.CreateMocAsync();
        var key = $"parts-lists/{mocId}/wrong.csv";
        await TestObjects.PutTextAsync(key, content);

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = key }, PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FileErrors, Is.EqualTo(new[] { code }));
            Assert.That(await api.ListsAsync(mocId), Is.Empty);
        }
    }

    [Test]
    public async Task A_file_above_10_MB_is_read_no_further_and_refused()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var key = $"parts-lists/{mocId}/large.csv";
        await TestObjects.PutTextAsync(key, Header + string.Concat(Enumerable.Repeat($"3001,{new string('x', 1_200)},1,Red\n", 9_500)));

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = key }, PartsListCalls.Path(mocId));

        Assert.That(answer.FileErrors, Is.EqualTo(new[] { "FILE_TOO_LARGE" }));
    }

    [TestCase("""{"s3Key":""}""", "s3Key")]
    [TestCase("""{}""", "s3Key")]
    [TestCase("""{"s3Key":"x","mocId":"castle"}""", "mocId")]
    [TestCase("""{"s3Key":"x","mocId":"6c1a3a52-6ea7-4b2a-9f56-3a5bb3a1a0c1"}""", "mocId")]
    [TestCase("""{"s3Key":"x","mocId":7}""", "mocId")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();

        var answer = await api.CallAsync("parts-list-parse", rawBody: body, path: PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_an_external_error_after_three_attempts()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var mocId = await api.CreateMocAsync();

        var answer = await api.CallAsync("parts-list-parse", new JsonObject { ["s3Key"] = $"parts-lists/{mocId}/a.csv" }, PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Steps.Count(step => step == "s3:GetObject"), Is.EqualTo(3));
            Assert.That(answer.Trace["fault"]?.GetValue<bool>(), Is.True);
        }
    }
}
