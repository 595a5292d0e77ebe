using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Wishlist;

/// <summary>Wishlist items of a test's user.</summary>
internal static class Wishes
{
    public const string Bucket = "https://lego-tests.s3.us-east-1.amazonaws.com/";

    /// <summary>Adds an item and returns its id.</summary>
    public static async Task<string> WishAsync(
        this TestApi api,
        string title = "Castle",
        string? sortOrder = null,
        string? category = null,
        string? description = null,
        string? imageUrl = null,
        string? user = null)
    {
        var body = new JsonObject
        {
            ["title"] = title, ["sortOrder"] = sortOrder, ["category"] = category, ["description"] = description, ["imageUrl"] = imageUrl,
        };
        var answer = await api.CallAsync("wishlist-create", body, user: user);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Text("data", "id");
    }

    public static Task<ApiAnswer> WishesAsync(this TestApi api, params (string Name, string Value)[] query) =>
        api.CallAsync("wishlist-list", query: query.ToDictionary(pair => pair.Name, pair => pair.Value));

    public static Task<ApiAnswer> SearchWishesAsync(this TestApi api, params (string Name, string Value)[] query) =>
        api.CallAsync("wishlist-search", query: query.ToDictionary(pair => pair.Name, pair => pair.Value));

    public static Task<ApiAnswer> ReorderAsync(this TestApi api, params (string Id, string SortOrder)[] places) =>
        api.CallAsync("wishlist-reorder", new JsonObject
        {
            ["items"] = new JsonArray([.. places.Select(place => (JsonNode)new JsonObject { ["id"] = place.Id, ["sortOrder"] = place.SortOrder })]),
        });

    public static Task<ApiAnswer> UploadImageAsync(
        this TestApi api, string id, byte[] content, string fileName = "wish.png", string contentType = "image/png", string? user = null) =>
        api.CallAsync("wishlist-image-upload", path: TestApi.Id(id), form: new FormBody().File("file", fileName, contentType, content), user: user);

    public static List<string> Titles(ApiAnswer answer) => [.. answer.Data.AsArray().Select(item => (string)item!["title"]!)];

    public static AppSettings WithoutDatabase(AppSettings settings) =>
        settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Password=planted-secret;Database=lego" };
}
