using System.Net;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
internal sealed class LegoSearchTests
{
    private SearchServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await SearchServer.StartAsync();
        await _server.ArrangeAsync("PUT", "/moc_instructions", LegoIndices.MocMapping);
        await _server.ArrangeAsync("PUT", "/gallery_images", LegoIndices.ImageMapping);
        await _server.ArrangeAsync("PUT", "/wishlist_items", LegoIndices.WishlistMapping);
        await _server.AddAsync(
            "moc_instructions",
            ("m1", """{"id":"m1","userId":"u1","title":"Red castle","description":"Towers and a gate","tags":["castle","medieval"],"partsCount":900,"updatedAt":"2026-01-01T10:00:00Z"}"""),
            ("m2", """{"id":"m2","userId":"u1","title":"Blue ship","description":"Sails past a castle","tags":["ship"],"partsCount":400,"updatedAt":"2026-01-02T10:00:00Z"}"""),
            ("m3", """{"id":"m3","userId":"u1","title":"Red castle","description":"Towers and a gate","tags":["castle","Big Castles"],"partsCount":900,"updatedAt":"2026-01-03T10:00:00Z"}"""),
            ("m4", """{"id":"m4","userId":"u2","title":"Red castle","description":"Of someone else","tags":["castle"],"updatedAt":"2026-01-04T10:00:00Z"}"""),
            ("m5", """{"id":"m5","userId":"u1","title":"Train","description":"Steam","tags":["rails"],"updatedAt":"2026-01-05T10:00:00Z"}"""));
        await _server.AddAsync(
            "gallery_images",
            ("i1", """{"type":"image","userId":"u1","title":"Castle at night","createdAt":"2026-01-01T00:00:00Z"}"""),
            ("i2", """{"type":"image","userId":"u1","title":"Harbour","description":"behind the castle","createdAt":"2026-01-02T00:00:00Z"}"""),
            ("a1", """{"type":"album","userId":"u1","title":"Castle album","coverImageId":"i1","createdAt":"2026-01-03T00:00:00Z"}"""));
        await _server.AddAsync(
            "wishlist_items",
            ("w1", """{"id":"w1","userId":"u1","sortOrder":"0001","title":"Castle set","category":"castles"}"""),
            ("w2", """{"id":"w2","userId":"u1","sortOrder":"0002","title":"Space shuttle","category":"space"}"""));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Mocs_are_found_despite_typing_errors_best_first_then_newest_first()
    {
        var answer = await _server.SearchAsync("moc_instructions", MocSearch("red castel"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Ids, Is.EqualTo(new[] { "m3", "m1", "m2" }));
            Assert.That(answer.Total, Is.EqualTo(3));
            Assert.That((string?)answer.Json["hits"]!["total"]!["relation"], Is.EqualTo("eq"));
            Assert.That((double)answer.Hits[0]!["_score"]!, Is.GreaterThan((double)answer.Hits[2]!["_score"]!));
            Assert.That((double)answer.Hits[0]!["_score"]!, Is.EqualTo((double)answer.Hits[1]!["_score"]!));
            Assert.That((long)answer.Hits[0]!["sort"]![1]!, Is.EqualTo(1767434400000));
        }
    }

    [Test]
    public async Task The_tag_filter_takes_whole_tags_with_their_case()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await _server.SearchAsync("moc_instructions", MocSearch("castle", "Big Castles"))).Ids, Is.EqualTo(new[] { "m3" }));
            Assert.That((await _server.SearchAsync("moc_instructions", MocSearch("castle", "big castles"))).Ids, Is.Empty);
            Assert.That((await _server.SearchAsync("moc_instructions", MocSearch("castle", "medieval"))).Ids, Is.EqualTo(new[] { "m1" }));
        }
    }

    [Test]
    public async Task Pages_add_up_to_the_total()
    {
        var first = await _server.SearchAsync("moc_instructions", MocSearch("red castle", from: 0, size: 2));
        var second = await _server.SearchAsync("moc_instructions", MocSearch("red castle", from: 2, size: 2));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Ids, Is.EqualTo(new[] { "m3", "m1" }));
            Assert.That(second.Ids, Is.EqualTo(new[] { "m2" }));
            Assert.That(second.Total, Is.EqualTo(first.Total).And.EqualTo(3));
        }
    }

    [Test]
    public async Task A_search_without_a_hit_is_an_empty_success()
    {
        var answer = await _server.SearchAsync("moc_instructions", MocSearch("zeppelin"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Total, Is.Zero);
            Assert.That(answer.Json["hits"]!["max_score"], Is.Null);
        }
    }

    [Test]
    public async Task Image_search_leaves_albums_out_of_hits_and_total()
    {
        var answer = await _server.SearchAsync("gallery_images", """
            {"query":{"bool":{
              "filter":[{"term":{"userId":"u1"}},{"term":{"type":"image"}}],
              "must":[{"multi_match":{"query":"castle","fields":["title^3","description^2","tags"],"fuzziness":"AUTO","operator":"or"}}]}},
             "from":0,"size":20,"track_total_hits":true}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Ids, Is.EqualTo(new[] { "i1", "i2" }));
            Assert.That(answer.Total, Is.EqualTo(2));
            Assert.That((double)answer.Json["hits"]!["max_score"]!, Is.EqualTo((double)answer.Hits[0]!["_score"]!));
        }
    }

    [Test]
    public async Task Wishlist_search_looks_into_the_category()
    {
        var answer = await _server.SearchAsync("wishlist_items", """
            {"query":{"bool":{"filter":[{"term":{"userId":"u1"}}],
              "must":[{"multi_match":{"query":"spase","fields":["title^3","description^2","category^1"],"fuzziness":"AUTO","operator":"or"}}]}}}
            """);

        Assert.That(answer.Ids, Is.EqualTo(new[] { "w2" }));
    }

    private static string MocSearch(string query, string? tag = null, int from = 0, int size = 20)
    {
        var filter = new JsonArray(new JsonObject { ["term"] = new JsonObject { ["userId"] = "u1" } });
        if (tag is not null)
        {
            filter.Add((JsonNode)new JsonObject { ["term"] = new JsonObject { ["tags.keyword"] = tag } });
        }

        return $$$"""
            {"query":{"bool":{"filter":{{{filter.ToJsonString()}}},
              "must":[{"multi_match":{"query":"{{{query}}}","fields":["title^3","description^1","tags^2"],"type":"best_fields","fuzziness":"AUTO"}}]}},
             "sort":["_score",{"updatedAt":{"order":"desc"}}],"from":{{{from}}},"size":{{{size}}},"track_total_hits":true}
            """;
    }
}
