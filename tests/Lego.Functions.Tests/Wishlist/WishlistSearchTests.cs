using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

[Parallelizable(ParallelScope.All)]
public sealed class WishlistSearchTests
{
    [Test]
    public async Task The_index_answers_with_scores_and_its_order_is_kept()
    {
        await using var api = new TestApi();
        await api.WishAsync("Harbour", "1", description: "Boats around a lighthouse");
        await api.WishAsync("Lighthouse", "2");
        await api.WishAsync("Robot", "3");
        await api.WishAsync("Lighthouse of another user", "0", user: "somebody-else");
        await RefreshAsync();

        var answer = await api.SearchWishesAsync(("search", " lighthuose "));
        var second = await api.SearchWishesAsync(("search", "lighthouse"), ("limit", "1"), ("page", "2"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Wishes.Titles(answer), Is.EqualTo(new[] { "Lighthouse", "Harbour" }), "by relevance, forgiving a slip");
            Assert.That(answer.Data.AsArray().Select(item => (double)item!["score"]!), Is.Ordered.Descending.And.All.GreaterThan(0));
            Assert.That(answer.Text("total"), Is.EqualTo("2"));
            Assert.That(answer.Text("pagination", "totalPages"), Is.EqualTo("1"));
            Assert.That(answer.Trace.Annotation("searchSource"), Is.EqualTo("opensearch"));
            Assert.That(answer.Trace.Named("search:search").Annotation("index"), Is.EqualTo("wishlist_items"));
            Assert.That(answer.Trace.Named("search:search").Metadata("default", "hits"), Is.EqualTo("2"));
            Assert.That(answer.Steps, Does.Contain("db:wishlist.by-id"));
            Assert.That(Wishes.Titles(second), Is.EqualTo(new[] { "Harbour" }));
            Assert.That(second.Text("pagination", "totalPages"), Is.EqualTo("2"));
            var line = api.LogLines.First(entry => (string?)entry["message"] == "Search");
            Assert.That((string?)line["index"], Is.EqualTo("wishlist_items"));
            Assert.That((int?)line["queryLength"], Is.EqualTo("lighthuose".Length));
        }
    }

    [Test]
    public async Task An_item_that_is_gone_is_dropped_from_the_hits()
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("Ghost ship");
        await RefreshAsync();
        await TestRows.ValueAsync("delete from wishlist_items where id = $1", Guid.Parse(id));

        var answer = await api.SearchWishesAsync(("search", "ghost"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Wishes.Titles(answer), Is.Empty);
            Assert.That(answer.Text("total"), Is.EqualTo("1"));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Without_the_index_the_database_is_searched_in_the_users_order(bool configured)
    {
        await using var api = new TestApi(settings => settings with { Search = configured ? "http://" + TestApi.DeadAddress : "" });
        await api.WishAsync("50% off", "2");
        await api.WishAsync("Sale", "1", category: "50% OFF");
        await api.WishAsync("500 offers", "0");

        var answer = await api.SearchWishesAsync(("search", "50% off"));
        var page = await api.SearchWishesAsync(("search", "50% off"), ("page", "2"), ("limit", "1"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Wishes.Titles(answer), Is.EqualTo(new[] { "Sale", "50% off" }));
            Assert.That(answer.Data[0]!.AsObject().ContainsKey("score"), Is.False, "only the index gives scores");
            Assert.That(answer.Text("total"), Is.EqualTo("2"));
            Assert.That(answer.Trace.Annotation("searchSource"), Is.EqualTo("postgres"));
            Assert.That(answer.Steps.Contains("search:search"), Is.EqualTo(configured));
            Assert.That(answer.Trace["fault"], Is.Null);
            Assert.That(Wishes.Titles(page), Is.EqualTo(new[] { "50% off" }));
        }
    }

    [Test]
    public async Task When_index_and_database_fail_the_search_has_failed()
    {
        await using var api = new TestApi(settings => Wishes.WithoutDatabase(settings) with { Search = "http://" + TestApi.DeadAddress });

        var answer = await api.SearchWishesAsync(("search", "castle"));

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "SEARCH_ERROR")));
    }

    [Test]
    public async Task A_page_is_cached_until_the_user_writes()
    {
        await using var writer = new TestApi(settings => settings with { Cache = "" });
        await using var api = new TestApi { User = writer.User };
        // Written without the cache: right after a write that it knows of nothing is kept.
        var id = await writer.WishAsync("Windmill");
        await RefreshAsync();

        var miss = await api.SearchWishesAsync(("search", "windmill"));
        var hit = await api.SearchWishesAsync(("search", "windmill"));
        var otherPage = await api.SearchWishesAsync(("search", "windmill"), ("page", "2"));
        await api.CallAsync("wishlist-delete", path: TestApi.Id(id));
        var after = await api.SearchWishesAsync(("search", "windmill"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Wishes.Titles(miss), Is.EqualTo(new[] { "Windmill" }));
            Assert.That(miss.Steps, Does.Contain("cache:set"));
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Text("data"), Is.EqualTo(miss.Text("data")), "scores too");
            Assert.That(hit.Text("pagination"), Is.EqualTo(miss.Text("pagination")));
            Assert.That(hit.Trace["annotations"]!.AsObject().ContainsKey("searchSource"), Is.False, "nothing was searched");
            Assert.That(Wishes.Titles(otherPage), Is.Empty);
            Assert.That(Wishes.Titles(after), Is.Empty);
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("   ")]
    [TestCase("201")]
    public async Task A_search_needs_1_to_200_characters(string? search)
    {
        await using var api = new TestApi();
        var text = search == "201" ? new string('x', 201) : search;

        var answer = text is null ? await api.SearchWishesAsync() : await api.SearchWishesAsync(("search", text));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "search" }));
        }
    }

    private static async Task RefreshAsync()
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri($"{AssemblySetUp.Settings.Search}/wishlist_items/_refresh"), null);
        response.EnsureSuccessStatusCode();
    }
}
