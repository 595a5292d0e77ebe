using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistReorderTests
{
    [Test]
    public async Task All_places_change_with_one_statement()
    {
        await using var api = new TestApi();
        var castle = await api.WishAsync("Castle", "1");
        var ship = await api.WishAsync("Ship", "2");
        var untouched = await api.WishAsync("Untouched", "3");
        await TestRows.ValueAsync("update wishlist_items set updated_at = '2020-01-01Z' where user_id = $1", api.User);
        await api.WishesAsync();

        var answer = await api.ReorderAsync((castle, "b, 'quoted' {x}"), (ship, "a"));
        var list = await api.WishesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Data.ToJsonString(), Is.EqualTo("""{"updated":2}"""));
            Assert.That(answer.Text("message"), Is.Not.Empty);
            Assert.That(answer.Trace.Annotation("itemCount"), Is.EqualTo("2"));
            Assert.That(
                answer.Steps,
                Is.EqualTo(new[] { "db:wishlist.reorder", "cache:drop" }));
            Assert.That(answer.Trace.Named("db:wishlist.reorder").Metadata("default", "rowCount"), Is.EqualTo("2"));
            Assert.That(Wishes.Titles(list), Is.EqualTo(new[] { "Untouched", "Ship", "Castle" }));
            Assert.That((string?)list.Data[2]!["sortOrder"], Is.EqualTo("b, 'quoted' {x}"));
            Assert.That((string?)list.Data[0]!["updatedAt"], Does.StartWith("2020"), untouched);
            Assert.That(list.Data.AsArray().Skip(1).Select(item => (string)item!["updatedAt"]!), Has.None.StartsWith("2020"));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task One_id_that_is_unknown_or_foreign_and_nothing_changes(bool foreign)
    {
        await using var api = new TestApi();
        var own = await api.WishAsync("Own", "1");
        var other = foreign ? await api.WishAsync("Foreign", "1", user: "somebody-else") : Guid.NewGuid().ToString();

        var answer = await api.ReorderAsync((own, "2"), (other, "2"));
        var read = await api.CallAsync("wishlist-get", path: TestApi.Id(own));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "items" }));
            Assert.That(answer.Steps.Count(step => step == "db:wishlist.reorder"), Is.EqualTo(1), "not tried again");
            Assert.That((string?)read.Data["sortOrder"], Is.EqualTo("1"));
        }
    }

    [Test]
    public async Task Five_hundred_items_go_and_one_more_does_not()
    {
        await using var api = new TestApi(settings => settings with { Search = "" });
        await TestRows.ValueAsync(
            "insert into wishlist_items (user_id, title, sort_order) select $1, 'Brick ' || n, n::text from generate_series(1, 500) n", api.User);
        var items = (await api.WishesAsync()).Data.AsArray().Select((item, i) => ((string)item!["id"]!, (999 - i).ToString(CultureInfo.InvariantCulture))).ToArray();

        var all = await api.ReorderAsync(items);
        var tooMany = await api.ReorderAsync([.. items, (Guid.NewGuid().ToString(), "1")]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Text("data", "updated"), Is.EqualTo("500"));
            Assert.That(all.Steps.Count(step => step == "db:wishlist.reorder"), Is.EqualTo(1));
            Assert.That(tooMany.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(tooMany.FieldErrors, Is.EqualTo(new[] { "items" }));
            Assert.That(tooMany.Body, Does.Contain("500"));
            Assert.That(tooMany.Steps, Is.Empty);
        }
    }

    [TestCase("{}", "items")]
    [TestCase("""{"items":[]}""", "items")]
    [TestCase("""{"items":"x"}""", "items")]
    [TestCase("""{"items":[{"id":"castle","sortOrder":"a"}]}""", "items[0].id")]
    [TestCase("""{"items":[{"id":"a0a0a0a0-0000-4000-8000-000000000001"}]}""", "items[0].sortOrder")]
    [TestCase("""{"items":[{"id":"a0a0a0a0-0000-4000-8000-000000000001","sortOrder":""}]}""", "items[0].sortOrder")]
    [TestCase("""{"items":[{"sortOrder":"a"}]}""", "items[0].id")]
    [TestCase("""{"items":[null]}""", "items[0].id", "items[0].sortOrder")]
    [TestCase(
        """{"items":[{"id":"a0a0a0a0-0000-4000-8000-000000000001","sortOrder":"a"},{"id":"A0A0A0A0-0000-4000-8000-000000000001","sortOrder":"b"}]}""",
        "items")]
    public async Task A_wrong_field_is_named(string body, params string[] fields)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("wishlist-reorder", rawBody: body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EquivalentTo(fields));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [Test]
    public async Task The_index_is_not_touched()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync();

        var answer = await api.ReorderAsync((id, "9"));

        Assert.That(answer.Steps, Has.None.StartsWith("search:"));
    }

    [Test]
    public async Task An_item_in_the_cache_is_dropped()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync(sortOrder: "1");
        await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        await api.CallAsync("wishlist-reorder", JsonNode.Parse($$"""{"items":[{"id":"{{id}}","sortOrder":"2"}]}"""));
        var read = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        Assert.That((string?)read.Data["sortOrder"], Is.EqualTo("2"));
    }
}
