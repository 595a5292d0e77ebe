using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListCreateTests
{
    [Test]
    public async Task A_list_starts_planned_with_nothing_acquired()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();

        var answer = await api.CallAsync(
            "parts-list-create",
            rawBody: """
            {"name":"  Walls  ","description":"Grey","parts":[
              {"partNumber":"3001","partName":"Brick 2 x 4","quantity":12,"colorId":"9","colorName":"Light Grey","category":"Bricks","imageUrl":"https://example.com/3001.png","acquired":true},
              {"partNumber":"3020","partName":"Plate 2 x 4","quantity":3}]}
            """,
            path: PartsListCalls.Path(mocId));

        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        var list = answer.Data["partsList"]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)list["mocId"], Is.EqualTo(mocId));
            Assert.That(list["fileId"], Is.Null);
            Assert.That((string?)list["name"], Is.EqualTo("Walls"));
            Assert.That((string?)list["description"], Is.EqualTo("Grey"));
            Assert.That((string?)list["status"], Is.EqualTo("planning"));
            Assert.That((bool?)list["built"], Is.False);
            Assert.That((bool?)list["purchased"], Is.False);
            Assert.That((int?)list["totalParts"], Is.EqualTo(15));
            Assert.That((int?)list["completedParts"], Is.Zero);
            Assert.That((string?)list["inventoryPercentage"], Is.EqualTo("0.00"));
            Assert.That(list["costEstimate"], Is.Null);
            Assert.That(list.ContainsKey("parts"), Is.False);
            Assert.That(list.Select(member => member.Key), Is.SupersetOf(new[] { "actualCost", "notes", "createdAt", "updatedAt" }));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(mocId));
            Assert.That(answer.Trace.Annotation("partsListId"), Is.EqualTo((string?)list["id"]));
            Assert.That(answer.Steps, Is.SupersetOf(new[] { "db:parts-list.insert", "cache:drop" }));
            Assert.That(answer.Trace.Named("db:parts-list.insert").Annotation("table"), Is.EqualTo("moc_parts_lists"));
            Assert.That(answer.Trace.Named("db:parts-list.insert").Annotation("operation"), Is.EqualTo("insert"));
        }

        var parts = (await api.ListsAsync(mocId))[0]!["parts"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parts.Select(part => (string?)part!["partNumber"]), Is.EqualTo(new[] { "3001", "3020" }));
            Assert.That(parts.Select(part => (bool?)part!["acquired"]), Is.All.False);
            Assert.That((string?)parts[0]!["colorName"], Is.EqualTo("Light Grey"));
            Assert.That((string?)parts[0]!["colorId"], Is.EqualTo("9"));
            Assert.That((string?)parts[0]!["category"], Is.EqualTo("Bricks"));
            Assert.That((string?)parts[0]!["imageUrl"], Is.EqualTo("https://example.com/3001.png"));
            Assert.That((string?)parts[1]!["colorName"], Is.EqualTo("Unknown"));
        }
    }

    [Test]
    public async Task Many_items_go_in_by_the_thousand_and_keep_their_order()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var parts = Enumerable.Range(0, 2_500).Select(i => (JsonNode)PartsListCalls.Part($"p{i}", 2)).ToArray();

        var answer = await api.CallAsync("parts-list-create", new JsonObject { ["name"] = "All", ["parts"] = new JsonArray(parts) }, PartsListCalls.Path(mocId));

        var stored = (await api.ListsAsync(mocId))[0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That((int?)stored["totalParts"], Is.EqualTo(5_000));
            Assert.That(answer.Steps.Count(step => step == "db:parts-list.insert.parts"), Is.EqualTo(2), "the first thousand goes with the list");
            Assert.That(
                stored["parts"]!.AsArray().Select(part => (string?)part!["partNumber"]), Is.EqualTo(Enumerable.Range(0, 2_500).Select(i => $"p{i}")));
        }
    }

    [Test]
    public async Task An_empty_list_is_allowed()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();

        await api.CreateListAsync(mocId);

        Assert.That((string?)(await api.ListsAsync(mocId))[0]!["inventoryPercentage"], Is.EqualTo("0.00"));
    }

    [TestCase("""{"parts":[]}""", "name")]
    [TestCase("""{"name":"   ","parts":[]}""", "name")]
    [TestCase("""{"name":"a"}""", "parts")]
    [TestCase("""{"name":"a","parts":{}}""", "parts")]
    [TestCase("""{"name":"a","parts":[null]}""", "parts[0]")]
    [TestCase("""{"name":"a","parts":[{"partName":"x","quantity":1}]}""", "parts[0].partNumber")]
    [TestCase("""{"name":"a","parts":[{"partNumber":"1","partName":"","quantity":1}]}""", "parts[0].partName")]
    [TestCase("""{"name":"a","parts":[{"partNumber":"1","partName":"x"}]}""", "parts[0].quantity")]
    [TestCase("""{"name":"a","parts":[{"partNumber":"1","partName":"x","quantity":0}]}""", "parts[0].quantity")]
    [TestCase("""{"name":"a","parts":[{"partNumber":"1","partName":"x\u0000","quantity":1}]}""", "parts[0].partName")]
    [TestCase("""{"name":"a","parts":[{"partNumber":"1","partName":"x","quantity":2147483647},{"partNumber":"1","partName":"x","quantity":1}]}""", "parts")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi(production: true);
        var mocId = await api.CreateMocAsync();

        var answer = await api.CallAsync("parts-list-create", rawBody: body, path: PartsListCalls.Path(mocId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [TestCase(255, 201)]
    [TestCase(256, 400)]
    public async Task A_name_has_at_most_255_characters_after_trimming(int length, int status)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();

        var answer = await api.CallAsync(
            "parts-list-create", new JsonObject { ["name"] = $"  {new string('x', length)} ", ["parts"] = new JsonArray() }, PartsListCalls.Path(mocId));

        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [Test]
    public async Task There_are_at_most_10000_items_and_at_most_100_of_them_are_complained_about()
    {
        await using var api = new TestApi();
        var path = PartsListCalls.Path(await api.CreateMocAsync());

        var many = await api.CallAsync("parts-list-create", rawBody: Body(10_001, """{"partNumber":"1","partName":"x","quantity":1}"""), path: path);
        var wrong = await api.CallAsync("parts-list-create", rawBody: Body(500, """{"partNumber":"1","partName":"x","quantity":0}"""), path: path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(many.FieldErrors, Is.EqualTo(new[] { "parts" }));
            Assert.That(many.Body, Does.Contain("10000"));
            Assert.That(wrong.FieldErrors.Count(), Is.EqualTo(100));
        }

        static string Body(int count, string part) => $$"""{"name":"a","parts":[{{string.Join(',', Enumerable.Repeat(part, count))}}]}""";
    }
}
