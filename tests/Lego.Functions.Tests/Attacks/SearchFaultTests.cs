using System.Text.Json.Nodes;
using Lego.Functions.Repair;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Attacks;

[Parallelizable(ParallelScope.All)]
public sealed class SearchFaultTests
{
    private static readonly TestCaseData[] Faults =
    [
        new(new Fault(FaultKind.Refuse)),
        new(new Fault(FaultKind.LoseRequest)),
        new(new Fault(FaultKind.LoseAnswer)),
        new(new Fault(FaultKind.CutAnswer)),
        new(new Fault(FaultKind.Stall)),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Bytes(new Random(1)))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(200))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(429))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(500))),
        new(new Fault(FaultKind.GarbageAnswer, Answer: Garbage.Html(503))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Json(200, "null"))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Json(200, """{"hits":{"hits":[{"_id":7}]}}"""))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Json(200, """{"timed_out":true,"hits":{"hits":[]}}"""))),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.HalfBody("application/json", "{\"hits\":{\"hits\":[]"))),
    ];

    [TestCaseSource(nameof(Faults))]
    public async Task Without_the_index_the_database_is_searched(object fault)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        await api.WishAsync(title: "lighthouse");
        servers.Search.Fault = (Fault)fault;

        var found = await api.SearchWishesAsync(("search", "lightHOUSE"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Status, Is.EqualTo(200), found.Body);
            Assert.That(Wishes.Titles(found), Is.EqualTo(new[] { "lighthouse" }));
            Assert.That(found.Trace.Annotation("searchSource"), Is.EqualTo("postgres"));
            Assert.That((bool?)found.Trace.Named("search:search")["fault"] ?? (bool?)found.Trace.Named("search:search")["error"], Is.True);
            Assert.That(found.Trace["fault"], Is.Null);
        }
    }

    [Test]
    public async Task Hits_that_are_null_are_left_out()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        servers.Search.Fault = new Fault(FaultKind.Garbage, Answer: Garbage.Json(200, """{"hits":{"total":null,"hits":[null,{"_id":null}]}}"""));

        var found = await api.SearchImagesAsync("castle");

        Assert.That((found.Status, found.Titles().Count), Is.EqualTo((200, 0)), found.Body);
    }

    [TestCase(500, 2)]
    [TestCase(503, 2)]
    [TestCase(429, 2)]
    [TestCase(403, 1)]
    public async Task An_index_that_fails_fails_no_write_and_is_put_right_by_a_repair(int status, int attempts)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var gone = await api.CreateAlbumAsync("gone");
        var image = (string)(await api.UploadImageAsync("before"))["id"]!;
        servers.Search.Fault = new Fault(FaultKind.Garbage, Answer: Garbage.Html(status));
        var album = await api.CreateAlbumAsync("new");
        var changed = await api.CallAsync("gallery-image-update", new JsonObject { ["title"] = "after" }, TestApi.Id(image));
        var deleted = await api.CallAsync("album-delete", path: TestApi.Id(gone));
        servers.Heal();

        var repaired = await Repairs.RunAsync(new Repairs(api.Services).IndexSteps(api.User), CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((changed.Status, deleted.Status), Is.EqualTo((200, 204)));
            Assert.That(changed.Steps.Count(step => step == "search:index"), Is.EqualTo(attempts));
            Assert.That(repaired, Is.EqualTo(new RepairCounts(Written: 2, Removed: 1)));
            Assert.That((string?)(await GalleryCalls.DocumentAsync(image))!["title"], Is.EqualTo("after"));
            Assert.That(await GalleryCalls.DocumentAsync(album), Is.Not.Null);
            Assert.That(await GalleryCalls.DocumentAsync(gone), Is.Null);
        }
    }
}
