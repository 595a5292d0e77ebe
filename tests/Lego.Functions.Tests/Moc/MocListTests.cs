using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocListTests
{
    [Test]
    public async Task The_callers_MOCs_come_newest_change_first_in_pages()
    {
        await using var api = new TestApi();
        for (var i = 1; i <= 3; i++)
        {
            await api.CreateMocAsync($"Moc {i}");
        }

        var first = await ListAsync(api, ("limit", "2"));
        var second = await ListAsync(api, ("limit", "2"), ("page", "2"));
        var beyond = await ListAsync(api, ("limit", "2"), ("page", "9"));
        var foreign = await api.CallAsync("moc-list", user: api.User + "-other");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Titles(first), Is.EqualTo(new[] { "Moc 3", "Moc 2" }));
            Assert.That(first.Text("pagination"), Is.EqualTo(JsonNode.Parse("""{"page":1,"limit":2,"total":3,"totalPages":2}""")!.ToString()));
            Assert.That(first.Text("total"), Is.EqualTo("3"));
            Assert.That(Titles(second), Is.EqualTo(new[] { "Moc 1" }));
            Assert.That(Titles(beyond), Is.Empty);
            Assert.That(beyond.Text("total"), Is.EqualTo("3"));
            Assert.That(Titles(foreign), Is.Empty);
            Assert.That(first.Steps, Is.EquivalentTo(new[] { "cache:get", "db:moc.list", "cache:set" }));
            Assert.That(first.Trace.Named("db:moc.list").Metadata("default", "rowCount"), Is.EqualTo("2"));
        }
    }

    [Test]
    public async Task The_second_time_the_page_comes_from_the_cache_until_a_MOC_of_the_user_is_written()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("One");
        var miss = await ListAsync(api);
        var hit = await ListAsync(api);
        await api.CallAsync("moc-update", new JsonObject { ["title"] = "Two" }, TestApi.Id(id));
        var afterUpdate = await ListAsync(api);
        await api.CallAsync("moc-delete", path: TestApi.Id(id));
        var afterDelete = await ListAsync(api);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Text("data"), Is.EqualTo(miss.Text("data")));
            Assert.That(hit.Text("pagination"), Is.EqualTo(miss.Text("pagination")));
            Assert.That(Titles(afterUpdate), Is.EqualTo(new[] { "Two" }));
            Assert.That(Titles(afterDelete), Is.Empty);
        }
    }

    [Test]
    public async Task A_tag_filters_by_the_whole_word()
    {
        await using var api = new TestApi();
        await api.CreateMocAsync("Train", new JsonArray("train", "red"));
        await api.CreateMocAsync("Trainer", new JsonArray("trainer"));

        Assert.That(Titles(await ListAsync(api, ("tag", "train"))), Is.EqualTo(new[] { "Train" }));
    }

    [Test]
    public async Task A_search_asks_the_index_and_keeps_its_order()
    {
        await using var api = new TestApi();
        await api.CreateMocAsync("Old harbour", description: "Ships and one lighthouse", tags: new JsonArray("sea"));
        await api.CreateMocAsync("Lighthouse", tags: new JsonArray("sea"));
        await api.CreateMocAsync("Robot");
        await RefreshAsync();

        var answer = await ListAsync(api, ("search", " lighthuose "));
        var tagged = await ListAsync(api, ("search", "lighthouse"), ("tag", "sea"));
        var other = await ListAsync(api, ("search", "lighthouse"), ("tag", "land"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Titles(answer), Is.EqualTo(new[] { "Lighthouse", "Old harbour" }), "by relevance, forgiving a slip");
            Assert.That(answer.Text("total"), Is.EqualTo("2"));
            Assert.That(answer.Trace.Annotation("searchSource"), Is.EqualTo("opensearch"));
            Assert.That(answer.Trace.Named("search:search").Annotation("index"), Is.EqualTo("moc_instructions"));
            Assert.That(answer.Trace.Named("search:search").Metadata("default", "hits"), Is.EqualTo("2"));
            Assert.That(answer.Steps, Does.Contain("db:moc.by-id"));
            Assert.That(Titles(tagged), Has.Count.EqualTo(2));
            Assert.That(Titles(other), Is.Empty);
            var line = api.LogLines.First(entry => (string?)entry["message"] == "Search");
            Assert.That((string?)line["index"], Is.EqualTo("moc_instructions"));
            Assert.That((int?)line["queryLength"], Is.EqualTo("lighthuose".Length));
            Assert.That((int?)line["resultCount"], Is.EqualTo(2));
            Assert.That((int?)line["totalHits"], Is.EqualTo(2));
            Assert.That((string?)line["source"], Is.EqualTo("opensearch"));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("\"annotations\":{\"search\":"));
        }
    }

    [Test]
    public async Task A_row_that_is_gone_is_dropped_from_the_hits_of_the_index()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("Ghost ship");
        await RefreshAsync();
        await TestRows.ValueAsync("delete from moc_instructions where id = $1", Guid.Parse(id));

        var answer = await ListAsync(api, ("search", "ghost"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Titles(answer), Is.Empty);
            Assert.That(answer.Text("total"), Is.EqualTo("1"));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Without_the_index_the_database_is_searched(bool configured)
    {
        await using var api = new TestApi(settings => settings with { Search = configured ? "http://" + TestApi.DeadAddress : "" });
        await api.CreateMocAsync("100% brick_built \\o/", new JsonArray("fun"));
        await api.CreateMocAsync("100 bricks", description: "Built of BRICKS");

        var percent = await ListAsync(api, ("search", "100%"));
        var underscore = await ListAsync(api, ("search", "K_BUILT"), ("tag", "fun"));
        var backslash = await ListAsync(api, ("search", "\\o"));
        var description = await ListAsync(api, ("search", "of bricks"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Titles(percent), Is.EqualTo(new[] { "100% brick_built \\o/" }));
            Assert.That(Titles(underscore), Has.Count.EqualTo(1));
            Assert.That(Titles(backslash), Has.Count.EqualTo(1));
            Assert.That(Titles(description), Is.EqualTo(new[] { "100 bricks" }));
            Assert.That(percent.Trace.Annotation("searchSource"), Is.EqualTo("postgres"));
            Assert.That(percent.Steps.Contains("search:search"), Is.EqualTo(configured));
            Assert.That(percent.Trace["fault"], Is.Null);
            Assert.That(api.LogLines.Any(line => (string?)line["message"] == "Search" && (string?)line["source"] == "postgres"), Is.True);
        }
    }

    [Test]
    public async Task A_page_that_the_index_gave_right_after_a_write_is_not_kept()
    {
        await using var api = new TestApi();
        await api.CreateMocAsync("Fresh paint");
        await RefreshAsync();

        var first = await ListAsync(api, ("search", "paint"));
        var blank = await ListAsync(api, ("search", "  "));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Steps, Does.Not.Contain("cache:set"));
            Assert.That(blank.Steps, Does.Contain("cache:set").And.Contain("db:moc.list"), "a blank search is none");
        }
    }

    [TestCase("page", "0")]
    [TestCase("page", "x")]
    [TestCase("limit", "0")]
    [TestCase("limit", "101")]
    public async Task A_wrong_page_is_named(string name, string value)
    {
        await using var api = new TestApi();

        var answer = await ListAsync(api, (name, value));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { name }));
        }
    }

    [Test]
    public async Task When_index_and_database_fail_it_is_a_database_error()
    {
        await using var api = new TestApi(settings => settings with
        {
            Search = "http://" + TestApi.DeadAddress,
            Database = "Host=127.0.0.1;Port=9;Username=lego;Password=x;Database=lego",
        });

        var answer = await ListAsync(api, ("search", "castle"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(500));
            Assert.That(answer.ErrorType, Is.EqualTo("DATABASE_ERROR"));
        }
    }

    private static Task<ApiAnswer> ListAsync(TestApi api, params (string Name, string Value)[] query) =>
        api.CallAsync("moc-list", query: query.ToDictionary(pair => pair.Name, pair => pair.Value));

    private static List<string> Titles(ApiAnswer answer) => [.. answer.Data.AsArray().Select(moc => (string)moc!["title"]!)];

    private static async Task RefreshAsync()
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri($"{AssemblySetUp.Settings.Search}/moc_instructions/_refresh"), null);
        response.EnsureSuccessStatusCode();
    }
}
