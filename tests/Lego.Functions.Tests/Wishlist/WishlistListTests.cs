using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistListTests
{
    [Test]
    public async Task Items_come_in_ordinal_order_of_their_places_and_then_by_age()
    {
        await using var api = new TestApi();
        await api.WishAsync("fifth", "é");
        await api.WishAsync("third", "a");
        await api.WishAsync("fourth", "a");
        await api.WishAsync("second", "B");
        await api.WishAsync("first", "10");
        await api.WishAsync("foreign", "0", user: "somebody-else");

        var answer = await api.WishesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(Wishes.Titles(answer), Is.EqualTo(new[] { "first", "second", "third", "fourth", "fifth" }));
            Assert.That(answer.Text("total"), Is.EqualTo("5"));
            Assert.That(answer.Json["pagination"], Is.Null);
            Assert.That(answer.Steps, Is.EqualTo(new[] { "cache:get", "db:wishlist.list", "cache:set" }));
            Assert.That(answer.Trace.Named("db:wishlist.list").Metadata("default", "rowCount"), Is.EqualTo("5"));
        }
    }

    [Test]
    public async Task A_category_is_matched_as_a_whole_and_cached_by_itself()
    {
        await using var api = new TestApi();
        await api.WishAsync("Ship", category: "Sea: ships");
        await api.WishAsync("Boat", category: "Sea");

        var all = await api.WishesAsync();
        var ships = await api.WishesAsync(("category", "Sea: ships"));
        var again = await api.WishesAsync(("category", "Sea: ships"));
        var none = await api.WishesAsync(("category", "sea"));
        var blank = await api.WishesAsync(("category", " "));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Wishes.Titles(all), Has.Count.EqualTo(2));
            Assert.That(Wishes.Titles(ships), Is.EqualTo(new[] { "Ship" }));
            Assert.That(again.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(again.Text("data"), Is.EqualTo(ships.Text("data")));
            Assert.That(again.Text("total"), Is.EqualTo("1"));
            Assert.That(Wishes.Titles(none), Is.Empty);
            Assert.That(Wishes.Titles(blank), Has.Count.EqualTo(2));
        }
    }

    [TestCase("100%", "100% brick")]
    [TestCase("K_B", "brick_built")]
    [TestCase("CASTLES", "in a category")]
    [TestCase("with moat", "described")]
    public async Task A_search_looks_into_three_fields_and_is_not_cached(string search, string expected)
    {
        await using var api = new TestApi();
        await api.WishAsync("100% brick");
        await api.WishAsync("brick_built");
        await api.WishAsync("in a category", category: "castles");
        await api.WishAsync("described", description: "With Moat");

        var answer = await api.WishesAsync(("search", search));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Wishes.Titles(answer), Is.EqualTo(new[] { expected }));
            Assert.That(answer.Text("total"), Is.EqualTo("1"));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:wishlist.list" }));
        }
    }

    [Test]
    public async Task A_search_stays_within_the_category()
    {
        await using var api = new TestApi();
        await api.WishAsync("Red ship", category: "sea");
        await api.WishAsync("Red car", category: "land");

        Assert.That(Wishes.Titles(await api.WishesAsync(("search", "red"), ("category", "land"))), Is.EqualTo(new[] { "Red car" }));
    }

    [TestCase("wishlist-create")]
    [TestCase("wishlist-update")]
    [TestCase("wishlist-delete")]
    [TestCase("wishlist-reorder")]
    [TestCase("wishlist-image-upload")]
    public async Task Every_write_drops_the_users_lists_and_the_item(string function)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("Old", category: "c");
        await api.CallAsync("wishlist-get", path: TestApi.Id(id));
        var all = await api.WishesAsync();
        var category = await api.WishesAsync(("category", "c"));

        var written = function switch
        {
            "wishlist-create" => await api.CallAsync(function, new JsonObject { ["title"] = "New", ["category"] = "c" }),
            "wishlist-update" => await api.CallAsync(function, new JsonObject { ["title"] = "New" }, TestApi.Id(id)),
            "wishlist-reorder" => await api.ReorderAsync((id, "zzz")),
            "wishlist-image-upload" => await api.UploadImageAsync(id, Pictures.Png(4, 4)),
            _ => await api.CallAsync(function, path: TestApi.Id(id)),
        };
        var allAfter = await api.WishesAsync();
        var categoryAfter = await api.WishesAsync(("category", "c"));
        var item = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(written.Status, Is.EqualTo(200).Or.EqualTo(201), written.Body);
            Assert.That(allAfter.Text("data"), Is.Not.EqualTo(all.Text("data")));
            Assert.That(categoryAfter.Text("data"), Is.Not.EqualTo(category.Text("data")));
            Assert.That(item.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo(function == "wishlist-create" ? "true" : "false"));
        }
    }

    [TestCase("category", 100)]
    [TestCase("search", 200)]
    public async Task A_filter_may_be_as_long_as_its_limit_and_no_longer(string name, int limit)
    {
        await using var api = new TestApi();

        var longest = await api.WishesAsync((name, new string('x', limit)));
        var tooLong = await api.WishesAsync((name, new string('x', limit + 1)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longest.Status, Is.EqualTo(200));
            Assert.That(tooLong.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(tooLong.FieldErrors, Is.EqualTo(new[] { name }));
        }
    }
}
