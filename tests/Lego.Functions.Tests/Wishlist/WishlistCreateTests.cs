using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistCreateTests
{
    [Test]
    public async Task An_item_is_created_indexed_and_traced()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("wishlist-create", new JsonObject
        {
            ["title"] = "Titanic",
            ["description"] = "The big one",
            ["productLink"] = "https://example.com/10294",
            ["imageUrl"] = "https://example.com/titanic.jpg",
            ["category"] = "Ships",
            ["sortOrder"] = "0007",
            ["userId"] = "somebody-else",
        });

        var data = answer.Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Text("message"), Is.Not.Empty);
            Assert.That((string?)data["userId"], Is.EqualTo(api.User));
            Assert.That((string?)data["title"], Is.EqualTo("Titanic"));
            Assert.That((string?)data["description"], Is.EqualTo("The big one"));
            Assert.That((string?)data["productLink"], Is.EqualTo("https://example.com/10294"));
            Assert.That((string?)data["imageUrl"], Is.EqualTo("https://example.com/titanic.jpg"));
            Assert.That(data["imageWidth"], Is.Null);
            Assert.That((string?)data["category"], Is.EqualTo("Ships"));
            Assert.That((string?)data["sortOrder"], Is.EqualTo("0007"));
            Assert.That((string?)data["createdAt"], Is.EqualTo((string?)data["updatedAt"]));
            Assert.That(data.AsObject().Select(member => member.Key), Does.Contain("imageHeight").And.Not.Contain("score"));
            Assert.That(answer.Trace.Text("name"), Is.EqualTo("wishlist-create"));
            Assert.That(answer.Trace.Annotation("itemId"), Is.EqualTo((string?)data["id"]));
            Assert.That(answer.Trace.Annotation("userId"), Is.EqualTo(api.User));
            Assert.That(answer.Trace.Annotation("path"), Is.EqualTo("/api/wishlist"));
            Assert.That(answer.Steps, Is.SupersetOf(new[] { "db:wishlist.create", "search:index", "cache:drop" }));
            Assert.That(answer.Trace.Named("db:wishlist.create").Annotation("table"), Is.EqualTo("wishlist_items"));
            Assert.That(answer.Trace.Named("search:index").Annotation("index"), Is.EqualTo("wishlist_items"));
            Assert.That(answer.Trace.ToJsonString(), Does.Not.Contain("Titanic"), "no titles in traces");
        }
    }

    [Test]
    public async Task Without_a_place_an_item_goes_last()
    {
        await using var api = new TestApi();
        await api.WishAsync("First");
        var answer = await api.CallAsync("wishlist-create", new JsonObject { ["title"] = "Second", ["sortOrder"] = null });
        var list = await api.WishesAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)answer.Data["sortOrder"], Is.EqualTo((string?)answer.Data["createdAt"]));
            Assert.That(Wishes.Titles(list), Is.EqualTo(new[] { "First", "Second" }));
        }
    }

    [TestCase("{}", "title")]
    [TestCase("""{"title":""}""", "title")]
    [TestCase("""{"title":7}""", "title")]
    [TestCase("""{"title":"a","productLink":"ftp://example.com"}""", "productLink")]
    [TestCase("""{"title":"a","imageUrl":"titanic.jpg"}""", "imageUrl")]
    [TestCase("""{"title":"a","category":"\u0000"}""", "category")]
    [TestCase("""{"title":"a","sortOrder":1}""", "sortOrder")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi(production: true);

        var answer = await api.CallAsync("wishlist-create", rawBody: body);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [TestCase("title", 200)]
    [TestCase("description", 2000)]
    [TestCase("category", 100)]
    [TestCase("sortOrder", 500)]
    public async Task A_text_may_be_as_long_as_its_limit_and_no_longer(string field, int limit)
    {
        await using var api = new TestApi();

        var longest = await api.CallAsync("wishlist-create", With(field, RandomText(limit)));
        var tooLong = await api.CallAsync("wishlist-create", With(field, RandomText(limit + 1)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(longest.Status, Is.EqualTo(201));
            Assert.That(tooLong.Status, Is.EqualTo(400));
            Assert.That(tooLong.FieldErrors, Is.EqualTo(new[] { field }));
            Assert.That(tooLong.Body, Does.Contain(limit.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    [TestCase(null)]
    [TestCase("{")]
    [TestCase("[]")]
    public async Task A_malformed_body_is_a_bad_request(string? body)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("wishlist-create", rawBody: body);

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => settings with { Cache = TestApi.DeadAddress, Search = "http://" + TestApi.DeadAddress });

        var answer = await api.CallAsync("wishlist-create", new JsonObject { ["title"] = "Alone" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(201));
            Assert.That(answer.Trace["fault"], Is.Null);
        }
    }

    private static JsonObject With(string field, string value) => field == "title"
        ? new JsonObject { ["title"] = value }
        : new JsonObject { ["title"] = "a", [field] = value };

    /// <summary>Three bytes a character, and nothing that the database could compress.</summary>
    private static string RandomText(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)Random.Shared.Next(0x4e00, 0x9fff)));
}
