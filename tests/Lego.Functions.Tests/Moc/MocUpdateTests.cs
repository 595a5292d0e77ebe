using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocUpdateTests
{
    [Test]
    public async Task Members_that_are_present_change_and_the_others_stay()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("Before", new JsonArray("a"), "Text");

        var answer = await api.CallAsync(
            "moc-update",
            new JsonObject { ["title"] = "After", ["author"] = "Ada", ["theme"] = "Castle", ["subtheme"] = "Knights", ["partsCount"] = 12, ["type"] = "set" },
            TestApi.Id(id));

        var data = answer.Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That((string?)data["title"], Is.EqualTo("After"));
            Assert.That((string?)data["author"], Is.EqualTo("Ada"));
            Assert.That((string?)data["theme"], Is.EqualTo("Castle"));
            Assert.That((string?)data["subtheme"], Is.EqualTo("Knights"));
            Assert.That((int?)data["partsCount"], Is.EqualTo(12));
            Assert.That((string?)data["description"], Is.EqualTo("Text"));
            Assert.That(data["tags"]!.ToJsonString(), Is.EqualTo("""["a"]"""));
            Assert.That((string?)data["type"], Is.EqualTo("moc"), "cannot be changed here");
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Steps, Is.EquivalentTo(new[] { "db:moc.update", "search:index", "cache:drop" }).Or.Contains("search:create"));
        }
    }

    [Test]
    public async Task Null_clears_every_member_but_the_title()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("Full", new JsonArray("a"), "Text");
        await api.CallAsync(
            "moc-update",
            new JsonObject { ["author"] = "A", ["theme"] = "T", ["subtheme"] = "S", ["partsCount"] = 1, ["thumbnailUrl"] = "https://example.com/a.png" },
            TestApi.Id(id));

        string[] members = ["description", "author", "theme", "subtheme", "partsCount", "tags", "thumbnailUrl"];
        var cleared = await api.CallAsync("moc-update", rawBody: $$"""{ {{string.Join(',', members.Select(name => $"\"{name}\":null"))}} }""", path: TestApi.Id(id));
        var title = await api.CallAsync("moc-update", rawBody: """{"title":null}""", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cleared.Status, Is.EqualTo(200));
            Assert.That(members.Select(name => cleared.Data[name]), Is.All.Null);
            Assert.That(title.FieldErrors, Is.EqualTo(new[] { "title" }));
        }
    }

    [Test]
    public async Task An_empty_change_still_sets_the_time()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        await TestRows.ValueAsync("update moc_instructions set updated_at = '2020-01-01Z' where id = $1", Guid.Parse(id));

        var answer = await api.CallAsync("moc-update", new JsonObject(), TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That((string?)answer.Data["updatedAt"], Does.Not.StartWith("2020"));
        }
    }

    [Test]
    public async Task A_cached_detail_is_dropped()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("Old");
        await api.CallAsync("moc-get", path: TestApi.Id(id));
        await api.CallAsync("moc-update", new JsonObject { ["title"] = "New" }, TestApi.Id(id));

        var read = await api.CallAsync("moc-get", path: TestApi.Id(id));
        var again = await api.CallAsync("moc-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Text("data", "title"), Is.EqualTo("New"));
            Assert.That(read.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("false"));
            Assert.That(again.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
        }
    }

    [Test]
    public async Task A_title_of_another_MOC_is_a_conflict()
    {
        await using var api = new TestApi();
        await api.CreateMocAsync("Taken");
        var id = await api.CreateMocAsync("Free");

        var answer = await api.CallAsync("moc-update", new JsonObject { ["title"] = "Taken" }, TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(409));
            Assert.That(answer.ErrorType, Is.EqualTo("CONFLICT"));
            Assert.That(answer.Body, Does.Not.Contain("moc_instructions"));
        }
    }

    [Test]
    public async Task Only_the_owner_may_and_only_what_exists()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("Mine");

        var foreign = await api.CallAsync("moc-update", new JsonObject { ["title"] = "Yours" }, TestApi.Id(id), user: "somebody-else");
        var missing = await api.CallAsync("moc-update", new JsonObject(), TestApi.Id(Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestRows.ValueAsync("select title from moc_instructions where id = $1", Guid.Parse(id)), Is.EqualTo("Mine"));
        }
    }

    [TestCase("""{"author":""}""", "author")]
    [TestCase("""{"partsCount":0}""", "partsCount")]
    [TestCase("""{"partsCount":1.5}""", "partsCount")]
    [TestCase("""{"thumbnailUrl":"not a url"}""", "thumbnailUrl")]
    [TestCase("""{"tags":{}}""", "tags")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var answer = await api.CallAsync("moc-update", rawBody: body, path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }
}
