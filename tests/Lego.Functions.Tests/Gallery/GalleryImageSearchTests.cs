using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Gallery;

[Parallelizable(ParallelScope.All)]
public sealed class GalleryImageSearchTests
{
    [Test]
    public async Task The_index_finds_and_orders_and_the_database_tells_the_rest()
    {
        await using var api = new TestApi();
        await api.UploadImageAsync("Old harbour", "Ships and one lighthouse");
        await api.UploadImageAsync("Lighthouse");
        await api.UploadImageAsync("Robot");
        await api.CreateAlbumAsync("Lighthouse album");
        await GalleryCalls.RefreshIndexAsync();

        var answer = await api.SearchImagesAsync(" lighthuose ");
        var second = await api.SearchImagesAsync("lighthouse", ("limit", "1"), ("page", "2"));
        var foreign = await api.CallAsync(
            "gallery-image-search", query: new Dictionary<string, string> { ["search"] = "lighthouse" }, user: "somebody-else-" + Guid.NewGuid());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Titles(), Is.EqualTo(new[] { "Lighthouse", "Old harbour" }), "by relevance, forgiving a slip, without albums");
            Assert.That(answer.Text("pagination"), Is.EqualTo(JsonNode.Parse("""{"page":1,"limit":20,"total":2,"totalPages":1}""")!.ToString()));
            var scores = answer.Data.AsArray().Select(image => (double)image!["score"]!).ToList();
            Assert.That(scores, Is.Ordered.Descending.And.All.GreaterThan(0));
            Assert.That(second.Titles(), Is.EqualTo(new[] { "Old harbour" }));
            Assert.That(foreign.Titles(), Is.Empty);
            Assert.That(answer.Trace.Annotation("searchSource"), Is.EqualTo("opensearch"));
            Assert.That(answer.Trace.Named("search:search").Annotation("index"), Is.EqualTo("gallery_images"));
            Assert.That(answer.Trace.Named("search:search").Metadata("default", "hits"), Is.EqualTo("2"));
            Assert.That(answer.Steps, Does.Contain("db:images.by-id"));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("\"annotations\":{\"search\":"));
            var line = api.LogLines.First(entry => (string?)entry["message"] == "Search");
            Assert.That((string?)line["index"], Is.EqualTo("gallery_images"));
            Assert.That((int?)line["queryLength"], Is.EqualTo("lighthuose".Length));
            Assert.That((int?)line["resultCount"], Is.EqualTo(2));
            Assert.That((int?)line["totalHits"], Is.EqualTo(2));
            Assert.That((string?)line["source"], Is.EqualTo("opensearch"));
        }
    }

    [Test]
    public async Task A_row_that_is_gone_is_dropped_from_the_hits()
    {
        await using var api = new TestApi();
        var id = (string)(await api.UploadImageAsync("Ghost ship"))["id"]!;
        await api.UploadImageAsync("Ghost rider");
        await GalleryCalls.RefreshIndexAsync();
        await TestRows.ValueAsync("delete from gallery_images where id = $1", Guid.Parse(id));

        var answer = await api.SearchImagesAsync("ghost");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Titles(), Is.EqualTo(new[] { "Ghost rider" }));
            Assert.That(answer.Text("total"), Is.EqualTo("2"), "the index's own count");
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Without_the_index_the_database_is_searched_newest_first_and_gives_no_score(bool configured)
    {
        await using var api = new TestApi(settings => configured ? GalleryCalls.WithoutSearch(settings) : settings with { Search = "" });
        await api.UploadImageAsync("100% brick_built");
        await api.UploadImageAsync("Bricks", "100 of them");
        await api.UploadImageAsync("Robot", tags: ["brick"]);

        var all = await api.SearchImagesAsync("BRICK");
        var percent = await api.SearchImagesAsync("100%");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Titles(), Is.EqualTo(new[] { "Robot", "Bricks", "100% brick_built" }));
            Assert.That(all.Text("total"), Is.EqualTo("3"));
            Assert.That(all.Data[0]!.AsObject().ContainsKey("score"), Is.False);
            Assert.That(percent.Titles(), Is.EqualTo(new[] { "100% brick_built" }));
            Assert.That(all.Trace.Annotation("searchSource"), Is.EqualTo("postgres"));
            Assert.That(all.Steps.Contains("search:search"), Is.EqualTo(configured));
            Assert.That(all.Steps, Does.Contain("db:images.search"));
            Assert.That(api.LogLines.Any(line => (string?)line["message"] == "Search" && (string?)line["source"] == "postgres"), Is.True);
        }
    }

    [Test]
    public async Task The_second_time_the_page_comes_from_the_cache_until_an_image_is_written()
    {
        await using var api = new TestApi(settings => settings with { Search = "" });
        var id = (string)(await api.UploadImageAsync("Red castle"))["id"]!;
        var miss = await api.SearchImagesAsync("castle");
        var hit = await api.SearchImagesAsync("castle");
        var other = await api.SearchImagesAsync("cast");
        await api.CallAsync("gallery-image-update", new JsonObject { ["title"] = "Blue castle" }, TestApi.Id(id));
        var afterUpdate = await api.SearchImagesAsync("castle");
        await api.CallAsync("gallery-image-delete", path: TestApi.Id(id));
        var afterDelete = await api.SearchImagesAsync("castle");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(miss.Steps, Does.Contain("cache:set"));
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Text("data"), Is.EqualTo(miss.Text("data")));
            Assert.That(other.Steps, Does.Contain("db:images.search"), "another text, another page");
            Assert.That(afterUpdate.Titles(), Is.EqualTo(new[] { "Blue castle" }));
            Assert.That(afterDelete.Titles(), Is.Empty);
        }
    }

    [Test]
    public async Task A_page_that_the_index_gave_right_after_a_write_is_not_kept()
    {
        await using var api = new TestApi();
        await api.UploadImageAsync("Fresh paint");
        await GalleryCalls.RefreshIndexAsync();

        Assert.That((await api.SearchImagesAsync("paint")).Steps, Does.Not.Contain("cache:set"));
    }

    [Test]
    public async Task When_index_and_database_fail_it_is_a_search_error()
    {
        await using var api = new TestApi(settings => GalleryCalls.WithoutDatabase(GalleryCalls.WithoutSearch(settings)));

        var answer = await api.SearchImagesAsync("castle");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "SEARCH_ERROR")));
            Assert.That(answer.Trace["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(answer.Trace.Annotation("errorType"), Is.EqualTo("SEARCH_ERROR"));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    public async Task A_text_is_required(string? search)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync(
            "gallery-image-search", query: search is null ? [] : new Dictionary<string, string> { ["search"] = search });
        var tooLong = await api.SearchImagesAsync(new string('x', 201));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "search" }));
            Assert.That(tooLong.FieldErrors, Is.EqualTo(new[] { "search" }));
        }
    }
}
