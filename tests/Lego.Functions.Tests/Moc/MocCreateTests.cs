using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocCreateTests
{
    [Test]
    public async Task A_MOC_is_created_indexed_and_traced()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-create", new JsonObject
        {
            ["title"] = "Castle – größer",
            ["description"] = "With \"quotes\"",
            ["tags"] = new JsonArray("castle", "grey"),
            ["thumbnailUrl"] = "https://example.com/castle.png",
            ["unknown"] = 1,
        });

        var data = answer.Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(Guid.TryParse((string?)data["id"], out _), Is.True);
            Assert.That((string?)data["userId"], Is.EqualTo(api.User));
            Assert.That((string?)data["type"], Is.EqualTo("moc"));
            Assert.That((string?)data["title"], Is.EqualTo("Castle – größer"));
            Assert.That((string?)data["description"], Is.EqualTo("With \"quotes\""));
            Assert.That(data["tags"]!.ToJsonString(), Is.EqualTo("""["castle","grey"]"""));
            Assert.That((string?)data["createdAt"], Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
            Assert.That(data.AsObject().Select(member => member.Key), Is.SupersetOf(new[] { "author", "brand", "setNumber", "retired", "totalPieceCount" }));
            Assert.That(answer.Trace.Text("name"), Is.EqualTo("moc-create"));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo((string?)data["id"]));
            Assert.That(answer.Trace.Annotation("userId"), Is.EqualTo(api.User));
            Assert.That(answer.Trace.Annotation("path"), Is.EqualTo("/api/mocs"));
            Assert.That(answer.Steps, Does.Contain("db:moc.create").And.Contain("search:index").And.Contain("cache:drop"));
            Assert.That(answer.Trace.Named("db:moc.create").Metadata("default", "rowCount"), Is.EqualTo("1"));
            Assert.That(answer.Trace.Named("search:index").Annotation("index"), Is.EqualTo("moc_instructions"));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("Castle"), "no titles in traces");
        }
    }

    [Test]
    public async Task What_was_created_reads_back_the_same()
    {
        await using var api = new TestApi();
        var created = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Ship", ["tags"] = new JsonArray("sea") });

        var read = await api.CallAsync("moc-get", path: TestApi.Id(created.Text("data", "id")));

        foreach (var (name, value) in created.Data.AsObject())
        {
            Assert.That(read.Data[name]?.ToJsonString(), Is.EqualTo(value?.ToJsonString()), name);
        }
    }

    [Test]
    public async Task A_title_can_be_used_once_by_a_user_and_again_by_another()
    {
        await using var api = new TestApi();
        await api.CreateMocAsync("Twice");

        var again = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Twice" });
        var other = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Twice" }, user: api.User + "-other");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.Status, Is.EqualTo(409));
            Assert.That(again.ErrorType, Is.EqualTo("CONFLICT"));
            Assert.That(again.Trace.Annotation("errorType"), Is.EqualTo("CONFLICT"));
            Assert.That(again.Trace["annotations"]!.AsObject().ContainsKey("mocId"), Is.False, "unknown ids are left out");
            Assert.That(other.Status, Is.EqualTo(201));
        }
    }

    [TestCase("""{}""", "title")]
    [TestCase("""{"title":""}""", "title")]
    [TestCase("""{"title":null}""", "title")]
    [TestCase("""{"title":5}""", "title")]
    [TestCase("""{"title":"a","tags":"x"}""", "tags")]
    [TestCase("""{"title":"a","tags":[1]}""", "tags[0]")]
    [TestCase("""{"title":"a","tags":[null]}""", "tags")]
    [TestCase("""{"title":"a","thumbnailUrl":"javascript:alert(1)"}""", "thumbnailUrl")]
    [TestCase("""{"title":"a\u0000b"}""", "title")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi(production: true);

        var answer = await api.CallAsync("moc-create", rawBody: body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(answer.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [TestCase(255, 201)]
    [TestCase(256, 400)]
    public async Task A_title_has_at_most_255_characters(int length, int status)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = new string('x', length) });

        Assert.That(answer.Status, Is.EqualTo(status));
    }

    [TestCase(null)]
    [TestCase("{")]
    [TestCase("[]")]
    public async Task A_malformed_body_is_a_bad_request(string? body)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-create", rawBody: body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(400));
            Assert.That(answer.ErrorType, Is.EqualTo("BAD_REQUEST"));
        }
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => settings with { Cache = TestApi.DeadAddress, Search = "http://" + TestApi.DeadAddress });

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Alone" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Steps.Count(step => step == "search:create"), Is.EqualTo(2), "two attempts");
            Assert.That(answer.Trace.SelfAndDescendants().First(step => step.Text("name") == "search:create")["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(answer.Trace["fault"], Is.Null);
            var retry = api.LogLines.Single(line => (string?)line["message"] == "Retry");
            Assert.That((string?)retry["level"], Is.EqualTo("WARN"));
            Assert.That((string?)retry["operation"], Is.EqualTo("search:index"));
            Assert.That((int?)retry["attempt"], Is.EqualTo(1));
            Assert.That((int?)retry["maxAttempts"], Is.EqualTo(2));
            Assert.That((double?)retry["delay"], Is.EqualTo(150));
            Assert.That((string?)retry["errorType"], Is.EqualTo("SearchIndexException"));
        }
    }

    [Test]
    public async Task A_database_that_is_down_is_a_database_error_that_tells_nothing()
    {
        await using var api = new TestApi(
            settings => settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Password=planted-secret;Database=lego" }, production: true);

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Nowhere" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(500));
            Assert.That(answer.ErrorType, Is.EqualTo("DATABASE_ERROR"));
            Assert.That(answer.Json["error"]!["details"], Is.Null);
            Assert.That(api.LogLines.Count(line => (string?)line["message"] == "Retry"), Is.EqualTo(2));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:moc.create", "db:moc.create", "db:moc.create" }));
            Assert.That(answer.Body, Does.Not.Contain("127.0.0.1"));
            Assert.That(answer.Body + answer.Trace.ToJsonString(), Does.Not.Contain("planted-secret"));
        }
    }

    [Test]
    public async Task Without_a_user_nothing_happens()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Nobody's" }, signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(401));
            Assert.That(answer.ErrorType, Is.EqualTo("UNAUTHORIZED"));
            Assert.That(answer.Steps, Is.Empty);
        }
    }
}
