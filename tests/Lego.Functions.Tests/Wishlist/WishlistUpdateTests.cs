using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistUpdateTests
{
    [Test]
    public async Task Members_that_are_present_change_and_null_clears()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("Old", "1", "Castles", "A description", "https://example.com/old.jpg");
        var before = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        var answer = await api.CallAsync(
            "wishlist-update",
            new JsonObject { ["title"] = "New", ["description"] = null, ["imageUrl"] = null, ["productLink"] = "https://example.com/new" },
            TestApi.Id(id));
        var after = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("message"), Is.Not.Empty);
            Assert.That((string?)answer.Data["title"], Is.EqualTo("New"));
            Assert.That(answer.Data["description"], Is.Null);
            Assert.That(answer.Data["imageUrl"], Is.Null);
            Assert.That((string?)answer.Data["productLink"], Is.EqualTo("https://example.com/new"));
            Assert.That((string?)answer.Data["category"], Is.EqualTo("Castles"), "absent, so it stays");
            Assert.That((string?)answer.Data["sortOrder"], Is.EqualTo("1"));
            Assert.That((string?)answer.Data["createdAt"], Is.EqualTo((string?)before.Data["createdAt"]));
            Assert.That(answer.Trace.Annotation("itemId"), Is.EqualTo(id));
            Assert.That(answer.Steps, Is.SupersetOf(new[] { "db:wishlist.update", "search:index", "cache:drop" }));
            Assert.That(after.Text("data"), Is.EqualTo(answer.Text("data")), "the cached item is dropped");
        }
    }

    [Test]
    public async Task Another_image_is_of_unknown_size_and_the_same_keeps_its_size()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        var url = (await api.UploadImageAsync(id, Pictures.Png(30, 20))).Text("data", "imageUrl");

        var same = await api.CallAsync("wishlist-update", new JsonObject { ["imageUrl"] = url }, TestApi.Id(id));
        var other = await api.CallAsync("wishlist-update", new JsonObject { ["imageUrl"] = "https://example.com/x.png" }, TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)same.Data["imageWidth"], Is.EqualTo(30));
            Assert.That((int?)same.Data["imageHeight"], Is.EqualTo(20));
            Assert.That((string?)other.Data["imageUrl"], Is.EqualTo("https://example.com/x.png"));
            Assert.That(other.Data["imageWidth"], Is.Null);
            Assert.That(other.Data["imageHeight"], Is.Null);
        }
    }

    [Test]
    public async Task A_change_of_nothing_still_counts_as_one()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();
        await TestRows.ValueAsync("update wishlist_items set updated_at = '2020-01-01Z' where id = $1", Guid.Parse(id));

        var answer = await api.CallAsync("wishlist-update", new JsonObject(), TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That((string?)answer.Data["updatedAt"], Does.Not.StartWith("2020"));
        }
    }

    [TestCase("""{"title":null}""", "title")]
    [TestCase("""{"title":""}""", "title")]
    [TestCase("""{"sortOrder":null}""", "sortOrder")]
    [TestCase("""{"productLink":"example.com"}""", "productLink")]
    [TestCase("""{"imageUrl":"javascript:alert(1)"}""", "imageUrl")]
    [TestCase("""{"category":5}""", "category")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();

        var answer = await api.CallAsync("wishlist-update", path: TestApi.Id(id), rawBody: body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => settings with { Cache = TestApi.DeadAddress, Search = "http://" + TestApi.DeadAddress });
        var id = await api.WishAsync();

        var answer = await api.CallAsync("wishlist-update", new JsonObject { ["title"] = "New" }, TestApi.Id(id));

        Assert.That(answer.Status, Is.EqualTo(200));
    }
}
