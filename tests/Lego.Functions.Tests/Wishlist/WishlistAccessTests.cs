using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Wishlist;

/// <summary>What all functions of one item have in common.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WishlistAccessTests
{
    private static readonly string[] OfOneItem = ["wishlist-get", "wishlist-update", "wishlist-delete", "wishlist-image-upload"];
    private static readonly string[] All = [.. OfOneItem, "wishlist-list", "wishlist-search", "wishlist-create", "wishlist-reorder"];

    [TestCaseSource(nameof(OfOneItem))]
    public async Task An_item_of_another_user_is_refused_and_stays_as_it_is(string function)
    {
        await using var api = new TestApi();
        var id = await api.WishAsync("Private");

        var answer = await CallAsync(api, function, id, user: "somebody-else");
        var read = await api.CallAsync("wishlist-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(answer.Trace.Annotation("itemId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("errorType"), Is.EqualTo("FORBIDDEN"));
            Assert.That(answer.Body, Does.Not.Contain("Private"));
            Assert.That(answer.Steps, Has.None.StartsWith("s3:").And.None.EqualTo("image:process"), "refused before the body is looked at");
            Assert.That((string?)read.Data["title"], Is.EqualTo("Private"));
            Assert.That(read.Data["imageUrl"], Is.Null);
        }
    }

    [TestCaseSource(nameof(OfOneItem))]
    public async Task An_item_that_does_not_exist_is_not_found(string function)
    {
        await using var api = new TestApi();

        var answer = await CallAsync(api, function, Guid.NewGuid().ToString());

        Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
    }

    [TestCaseSource(nameof(OfOneItem))]
    public async Task An_id_that_is_no_UUID_is_named(string function)
    {
        await using var api = new TestApi();

        var answer = await CallAsync(api, function, "castle");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "id" }));
        }
    }

    [TestCaseSource(nameof(All))]
    public async Task Without_a_user_nothing_happens(string function)
    {
        await using var api = new TestApi();

        var answer = await CallAsync(api, function, Guid.NewGuid().ToString(), signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [TestCaseSource(nameof(All))]
    public async Task A_database_that_is_down_is_an_error_that_tells_nothing(string function)
    {
        await using var api = new TestApi(settings => Wishes.WithoutDatabase(settings) with { Search = "" }, production: true);

        var answer = await CallAsync(api, function, Guid.NewGuid().ToString());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(500));
            Assert.That(answer.ErrorType, Is.EqualTo(function == "wishlist-search" ? "SEARCH_ERROR" : "DATABASE_ERROR"));
            Assert.That(answer.Json["error"]!["details"], Is.Null);
            Assert.That(answer.Trace["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(answer.Body + answer.Trace.ToJsonString(), Does.Not.Contain("planted-secret"));
        }
    }

    private static Task<ApiAnswer> CallAsync(TestApi api, string function, string id, string? user = null, bool signedIn = true)
    {
        JsonNode? body = function switch
        {
            "wishlist-create" or "wishlist-update" => new JsonObject { ["title"] = "Changed" },
            "wishlist-reorder" => new JsonObject { ["items"] = new JsonArray(new JsonObject { ["id"] = id, ["sortOrder"] = "a" }) },
            _ => null,
        };
        var form = function == "wishlist-image-upload" ? new FormBody().File("file", "wish.png", "image/png", Pictures.Png(4, 4)) : null;
        var query = function == "wishlist-search" ? new Dictionary<string, string> { ["search"] = "nothing like it" } : null;
        return api.CallAsync(function, body, OfOneItem.Contains(function) ? TestApi.Id(id) : null, query, user, form, signedIn: signedIn);
    }
}
