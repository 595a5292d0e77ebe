using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class AlbumListTests
{
    [Test]
    public async Task Albums_come_newest_first_with_their_counts_and_covers_in_two_statements()
    {
        await using var api = new TestApi();
        var loose = await TestRows.AddImageAsync(api.User, "Outside of the album");
        await api.CreateAlbumAsync("First");
        var second = await api.CreateAlbumAsync("Second", cover: loose);
        await api.CreateAlbumAsync("Third");
        await TestRows.AddImageAsync(api.User, "One", album: Guid.Parse(second));
        await TestRows.AddImageAsync(api.User, "Two", album: Guid.Parse(second));

        var first = await ListAsync(api, ("limit", "2"));
        var rest = await ListAsync(api, ("limit", "2"), ("page", "2"));
        var foreign = await api.CallAsync("album-list", user: "somebody-else-" + Guid.NewGuid());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Titles(), Is.EqualTo(new[] { "Third", "Second" }));
            Assert.That(first.Data.AsArray().Select(album => (int)album!["imageCount"]!), Is.EqualTo(new[] { 0, 2 }));
            Assert.That((string?)first.Data[1]!["coverImageUrl"], Is.EqualTo("https://example.com/front.webp"));
            Assert.That(first.Text("pagination"), Is.EqualTo(JsonNode.Parse("""{"page":1,"limit":2,"total":3,"totalPages":2}""")!.ToString()));
            Assert.That(rest.Titles(), Is.EqualTo(new[] { "First" }));
            Assert.That(foreign.Titles(), Is.Empty);
            Assert.That(first.Steps, Is.EquivalentTo(new[] { "cache:get", "db:albums.list", "cache:set" }));
            Assert.That(first.Trace.Named("db:albums.list").Metadata("default", "rowCount"), Is.EqualTo("2"));
        }
    }

    [TestCase("CAST", "Castles")]
    [TestCase("waves", "Sea")]
    [TestCase("100%", "100% bricks")]
    public async Task A_search_looks_into_title_and_description(string search, string title)
    {
        await using var api = new TestApi();
        await api.CreateAlbumAsync("Castles");
        await api.CreateAlbumAsync("Sea", "Waves and ships");
        await api.CreateAlbumAsync("100% bricks");
        await api.CreateAlbumAsync("1000 bricks");

        Assert.That((await ListAsync(api, ("search", search))).Titles(), Is.EqualTo(new[] { title }));
    }

    [Test]
    public async Task The_second_time_the_page_comes_from_the_cache_until_an_album_is_written()
    {
        await using var api = new TestApi();
        var id = await api.CreateAlbumAsync("One");
        var miss = await ListAsync(api);
        var hit = await ListAsync(api);
        await api.CallAsync("album-update", new JsonObject { ["title"] = "Two" }, TestApi.Id(id));
        var afterUpdate = await ListAsync(api);
        await api.CallAsync("album-delete", path: TestApi.Id(id));
        var afterDelete = await ListAsync(api);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Text("data"), Is.EqualTo(miss.Text("data")));
            Assert.That(afterUpdate.Titles(), Is.EqualTo(new[] { "Two" }));
            Assert.That(afterDelete.Titles(), Is.Empty);
        }
    }

    [TestCase("page", "0")]
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

    private static Task<ApiAnswer> ListAsync(TestApi api, params (string Name, string Value)[] query) =>
        api.CallAsync("album-list", query: query.ToDictionary(pair => pair.Name, pair => pair.Value));
}
