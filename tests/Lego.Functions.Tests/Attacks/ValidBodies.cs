using System.Text.Json.Nodes;
using Lego.Functions.Tests.PartsLists;

namespace Lego.Functions.Tests.Attacks;

/// <summary>A right body for each function that takes JSON, with all members that the function knows.</summary>
internal static class ValidBodies
{
    public static IReadOnlyList<string> Functions { get; } =
    [
        "moc-create", "moc-update", "moc-initialize-with-files", "moc-finalize-with-files", "moc-gallery-image-link", "gallery-image-update",
        "gallery-image-flag", "album-create", "album-update", "wishlist-create", "wishlist-update", "wishlist-reorder", "parts-list-create",
        "parts-list-update", "parts-list-status-update", "parts-list-parse", "profile-update",
    ];

    /// <param name="function">Its id.</param>
    /// <param name="api">Gives the ids of what is there.</param>
    /// <param name="isSet">Which of the two bodies of a function that takes MOCs and sets.</param>
    public static JsonObject Of(string function, AttackedApi api, bool isSet = false) => function switch
    {
        "moc-create" => new() { ["title"] = NewTitle(), ["description"] = "Walls", ["tags"] = Tags(), ["thumbnailUrl"] = Url },
        "moc-update" => new()
        {
            ["title"] = NewTitle(), ["description"] = "Walls", ["author"] = "Ada", ["theme"] = "Castle", ["subtheme"] = "Knights", ["partsCount"] = 5,
            ["tags"] = Tags(), ["thumbnailUrl"] = Url,
        },
        "moc-initialize-with-files" => Announced(isSet ? "set" : "moc"),
        "moc-finalize-with-files" => new()
        {
            ["uploadedFiles"] = new JsonArray(new JsonObject { ["fileId"] = api.AnnouncedFile, ["success"] = true }),
        },
        "moc-gallery-image-link" => new() { ["galleryImageId"] = api.Image },
        "gallery-image-update" => new() { ["title"] = "Castle", ["description"] = "Walls", ["tags"] = Tags(), ["albumId"] = api.Album },
        "gallery-image-flag" => new() { ["imageId"] = api.Image, ["reason"] = "No bricks" },
        "album-create" or "album-update" => new() { ["title"] = "Castles", ["description"] = "All", ["coverImageId"] = api.Image },
        "wishlist-create" or "wishlist-update" => new()
        {
            ["title"] = "Castle", ["description"] = "Big", ["productLink"] = Url, ["imageUrl"] = Url, ["category"] = "Sets", ["sortOrder"] = "b",
        },
        "wishlist-reorder" => new() { ["items"] = new JsonArray(new JsonObject { ["id"] = api.Wish, ["sortOrder"] = "a" }) },
        "parts-list-create" => new() { ["name"] = "Bricks", ["description"] = "All", ["parts"] = Parts() },
        "parts-list-update" => new()
        {
            ["name"] = "Bricks", ["status"] = "planning", ["description"] = "All", ["notes"] = "None", ["costEstimate"] = "10.50", ["actualCost"] = 9.25,
            ["built"] = true, ["purchased"] = false, ["parts"] = Parts(),
        },
        "parts-list-status-update" => new() { ["status"] = "completed" },
        "parts-list-parse" => new() { ["mocId"] = api.Moc, ["s3Key"] = api.PartsKey },
        "profile-update" => new() { ["name"] = "Ada 1" },
        _ => throw new ArgumentException($"{function} takes no JSON."),
    };

    private const string Url = "https://example.com/a?b=c";

    private static string NewTitle() => "Moc " + Guid.NewGuid();

    private static JsonArray Tags() => ["castle", "grey"];

    private static JsonArray Parts()
    {
        var part = PartsListCalls.Part("3001", 2, acquired: false);
        part.Remove("id");
        (part["colorId"], part["colorName"], part["category"], part["imageUrl"]) = ("5", "Red", "Bricks", Url);
        return [part, part.DeepClone()];
    }

    private static JsonObject Announced(string type) => new()
    {
        ["type"] = type, ["title"] = NewTitle(), ["description"] = "Walls", ["theme"] = "Castle", ["setNumber"] = Guid.NewGuid().ToString(), ["tags"] = Tags(),
        ["author"] = "Ada", ["subtheme"] = "Knights", ["partsCount"] = 5, ["uploadedDate"] = "2026-01-01T00:00:00Z", ["brand"] = "LEGO",
        ["releaseYear"] = 1999, ["retired"] = false,
        ["files"] = new JsonArray(
            new JsonObject { ["filename"] = "plan.pdf", ["fileType"] = "instruction", ["mimeType"] = "application/pdf", ["size"] = 100 },
            new JsonObject { ["filename"] = "front.png", ["fileType"] = "thumbnail", ["mimeType"] = "image/png", ["size"] = 100 }),
    };
}
