using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListUpdateTests
{
    [Test]
    public async Task Members_that_are_present_change_and_items_stay()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var items = (await api.ListsAsync(mocId))[0]!["parts"]!.ToJsonString();

        var answer = await api.CallAsync(
            "parts-list-update",
            rawBody: """
            {"name":" Roof ","status":"in_progress","description":"Red","notes":"Shop","costEstimate":"12.5","actualCost":13.005,"built":true,"purchased":true}
            """,
            path: PartsListCalls.Path(mocId, id));

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var list = answer.Data["partsList"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)list["name"], Is.EqualTo("Roof"));
            Assert.That((string?)list["status"], Is.EqualTo("in_progress"));
            Assert.That((string?)list["description"], Is.EqualTo("Red"));
            Assert.That((string?)list["notes"], Is.EqualTo("Shop"));
            Assert.That((string?)list["costEstimate"], Is.EqualTo("12.50"));
            Assert.That((string?)list["actualCost"], Is.EqualTo("13.01"));
            Assert.That((bool?)list["built"], Is.True);
            Assert.That((bool?)list["purchased"], Is.True);
            Assert.That((int?)list["totalParts"], Is.EqualTo(2));
            Assert.That((await api.ListsAsync(mocId))[0]!["parts"]!.ToJsonString(), Is.EqualTo(items));
            Assert.That(
                (string?)answer.Trace.Named("db:parts-list.update").Nodes().Single()["sql"]!["sanitized_query"], Does.Not.Contain("insert into moc_parts"));
        }
    }

    [Test]
    public async Task Items_are_replaced_and_counted_and_old_ones_keep_their_id()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2), PartsListCalls.Part("3002", 5));
        var kept = (string)(await api.ListsAsync(mocId))[0]!["parts"]![1]!["id"]!;

        var answer = await api.CallAsync(
            "parts-list-update",
            new JsonObject { ["parts"] = new JsonArray(PartsListCalls.Part("3003", 2, acquired: false), PartsListCalls.Part("3002", 1, acquired: true, id: kept)) },
            PartsListCalls.Path(mocId, id));

        var list = (await api.ListsAsync(mocId))[0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That((int?)answer.Data["partsList"]!["totalParts"], Is.EqualTo(3));
            Assert.That((int?)answer.Data["partsList"]!["completedParts"], Is.EqualTo(1));
            Assert.That((string?)answer.Data["partsList"]!["inventoryPercentage"], Is.EqualTo("33.33"));
            Assert.That(list["parts"]!.AsArray().Select(part => (string?)part!["partNumber"]), Is.EqualTo(new[] { "3003", "3002" }));
            Assert.That((string?)list["parts"]![1]!["id"], Is.EqualTo(kept));
            Assert.That((bool?)list["parts"]![1]!["acquired"], Is.True);
        }
    }

    [Test]
    public async Task An_id_of_an_item_of_another_list_is_not_taken_over()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var otherMoc = await api.CreateMocAsync();
        await api.CreateListAsync(otherMoc, PartsListCalls.Part("3001", 2));
        var other = (await api.ListsAsync(otherMoc))[0]!;
        var id = await api.CreateListAsync(mocId);

        var answer = await api.CallAsync(
            "parts-list-update",
            new JsonObject { ["parts"] = new JsonArray(PartsListCalls.Part("3009", 1, id: (string)other["parts"]![0]!["id"]!)) },
            PartsListCalls.Path(mocId, id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That((await api.ListsAsync(otherMoc))[0]!.ToJsonString(), Is.EqualTo(other.ToJsonString()));
            Assert.That((string?)(await api.ListsAsync(mocId))[0]!["parts"]![0]!["id"], Is.Not.EqualTo((string?)other["parts"]![0]!["id"]));
        }
    }

    [Test]
    public async Task No_items_empty_the_list_and_null_clears_texts_and_costs()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var path = PartsListCalls.Path(mocId, id);
        await api.CallAsync("parts-list-update", rawBody: """{"description":"a","notes":"b","costEstimate":1,"actualCost":2}""", path: path);

        var answer = await api.CallAsync(
            "parts-list-update", rawBody: """{"description":null,"notes":null,"costEstimate":null,"actualCost":null,"parts":[]}""", path: path);

        var list = (await api.ListsAsync(mocId))[0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That(new[] { "description", "notes", "costEstimate", "actualCost" }.Select(name => list[name]), Is.All.Null);
            Assert.That((int?)list["totalParts"], Is.Zero);
            Assert.That((string?)list["inventoryPercentage"], Is.EqualTo("0.00"));
            Assert.That(list["parts"]!.AsArray(), Is.Empty);
        }
    }

    [Test]
    public async Task An_empty_change_still_sets_the_time()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId);
        await TestRows.ValueAsync("update moc_parts_lists set updated_at = '2020-01-01Z' where id = $1", Guid.Parse(id));

        var answer = await api.CallAsync("parts-list-update", new JsonObject(), PartsListCalls.Path(mocId, id));

        Assert.That((string?)answer.Data["partsList"]!["updatedAt"], Does.Not.StartWith("2020"));
    }

    [TestCase("""{"name":null}""", "name")]
    [TestCase("""{"name":" "}""", "name")]
    [TestCase("""{"status":"done"}""", "status")]
    [TestCase("""{"status":null}""", "status")]
    [TestCase("""{"built":null}""", "built")]
    [TestCase("""{"purchased":"yes"}""", "purchased")]
    [TestCase("""{"costEstimate":"much"}""", "costEstimate")]
    [TestCase("""{"costEstimate":-1}""", "costEstimate")]
    [TestCase("""{"actualCost":9999999999.995}""", "actualCost")]
    [TestCase("""{"actualCost":1e30}""", "actualCost")]
    [TestCase("""{"actualCost":{}}""", "actualCost")]
    [TestCase("""{"parts":[{"partNumber":"1","partName":"x","quantity":-1}]}""", "parts[0].quantity")]
    [TestCase(
        """{"parts":[{"id":"6c1a3a52-6ea7-4b2a-9f56-3a5bb3a1a0c1","partNumber":"1","partName":"x","quantity":1},{"id":"6c1a3a52-6ea7-4b2a-9f56-3a5bb3a1a0c1","partNumber":"1","partName":"x","quantity":1}]}""",
        "parts[1].id")]
    public async Task A_wrong_field_is_named_and_nothing_changes(string body, string field)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var before = (await api.ListsAsync(mocId)).ToJsonString();

        var answer = await api.CallAsync("parts-list-update", rawBody: body, path: PartsListCalls.Path(mocId, id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
            Assert.That((await api.ListsAsync(mocId)).ToJsonString(), Is.EqualTo(before));
        }
    }

    [Test]
    public async Task Replacements_at_the_same_time_leave_the_items_of_one_of_them()
    {
        await using var api = new TestApi(settings => settings with { Concurrency = 4 });
        var mocId = await api.CreateMocAsync();
        var id = await api.CreateListAsync(mocId);
        var row = FunctionCatalog.Find("parts-list-update");

        var statuses = await Task.WhenAll(Enumerable.Range(1, 8).Select(async i =>
        {
            var body = new JsonObject { ["parts"] = new JsonArray([.. Enumerable.Range(0, i).Select(_ => (JsonNode)PartsListCalls.Part($"p{i}", 1))]) };
            var request = Lego.Testing.HttpEvent.Create(row.RouteKey, api.User, body.ToJsonString(), PartsListCalls.Path(mocId, id));
            return (await row.Create(api.Services).InvokeAsync(request, new Lego.Lambda.Testing.TestLambdaContext())).StatusCode;
        }));

        await using var fresh = new TestApi();
        var list = (await fresh.CallAsync(
            "parts-list-list", path: PartsListCalls.Path(mocId), query: new Dictionary<string, string> { ["include"] = "parts" }, user: api.User)).Data[0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statuses, Is.All.EqualTo(200));
            Assert.That(list["parts"]!.AsArray(), Has.Count.EqualTo((int)list["totalParts"]!));
            Assert.That(list["parts"]!.AsArray().Select(part => (string?)part!["partNumber"]).Distinct().Count(), Is.EqualTo(1));
        }
    }
}
