using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Attacks;

/// <summary>The specification's gates, one entry a function. A function of the catalog without an entry fails the tests of the matrix.</summary>
internal static class AccessMatrix
{
    public static IReadOnlyList<AccessEntry> All { get; } = [.. Mocs(), .. MocParts(), .. Gallery(), .. Wishlist(), .. PartsLists(), .. Profiles()];

    public static AccessEntry Find(string function) =>
        All.SingleOrDefault(entry => entry.Function == function)
        ?? throw new InvalidOperationException($"The matrix says nothing of '{function}': who may call it, with whose ids?");

    private static IEnumerable<AccessEntry> Mocs() =>
    [
        new("health", [], _ => new()),
        new("moc-list", [], _ => new(Query: Text(("search", "castle")))),
        new("moc-get", ["moc"], ids => new(Text(("id", ids["moc"]))), 403),
        new("moc-create", [], _ => new(Body: Json(("title", "New " + Guid.NewGuid())))),
        new("moc-update", ["moc"], ids => new(Text(("id", ids["moc"])), Json(("title", "Stolen"))), 403),
        new("moc-delete", ["moc"], ids => new(Text(("id", ids["moc"]))), 403),
        new("moc-initialize-with-files", [], _ => new(Body: Moc.MocWithFilesCalls.Body(Moc.MocWithFilesCalls.File("plan.pdf")))),
        new(
            "moc-finalize-with-files",
            ["pendingMoc", "pendingFile"],
            ids => new(Text(("mocId", ids["pendingMoc"])), new JsonObject { ["uploadedFiles"] = new JsonArray(Json(("fileId", ids["pendingFile"]), ("success", true))) }),
            404,
            404,
            ("pendingFile", 400)),
        new("moc-stats-by-category", [], _ => new()),
        new("moc-stats-uploads-over-time", [], _ => new()),
    ];

    private static IEnumerable<AccessEntry> MocParts() =>
    [
        new("moc-file-upload", ["moc"], ids => new(Text(("id", ids["moc"])), Form: new FormBody().Field("fileType", "instruction").File("file", "new.pdf", "application/pdf", TestApi.Pdf())), 403),
        new("moc-file-download", ["moc", "file"], ids => new(Text(("mocId", ids["moc"]), ("fileId", ids["file"])), Query: Text(("format", "json"))), 403, 404, ("file", 404)),
        new("moc-file-delete", ["moc", "file"], ids => new(Text(("id", ids["moc"]), ("fileId", ids["file"]))), 403, 404, ("file", 404)),
        new("moc-parts-list-upload", ["moc"], ids => new(Text(("id", ids["moc"])), Form: new FormBody().File("file", "parts.csv", "text/csv", "3001,2\n"u8.ToArray())), 404),
        new("moc-gallery-image-link", ["moc", "image"], ids => new(Text(("id", ids["moc"])), Json(("galleryImageId", ids["image"]))), 404, 404, ("image", 403)),
        new("moc-gallery-image-unlink", ["moc", "image"], ids => new(Text(("id", ids["moc"]), ("galleryImageId", ids["image"]))), 404, 404, ("image", 404)),
        new("moc-gallery-image-list", ["moc"], ids => new(Text(("id", ids["moc"]))), 404),
    ];

    private static IEnumerable<AccessEntry> Gallery() =>
    [
        new("gallery-image-upload", ["album"], ids => new(Form: Tests.Gallery.GalleryCalls.Form("New").Field("albumId", ids["album"])), 403, 400),
        new("gallery-image-list", ["album"], ids => new(Query: Text(("albumId", ids["album"]))), 200, 200),
        new("gallery-image-search", [], _ => new(Query: Text(("search", "castle")))),
        new("gallery-image-get", ["image"], ids => new(Text(("id", ids["image"]))), 403),
        new("gallery-image-update", ["image", "album"], ids => new(Text(("id", ids["image"])), Json(("title", "Stolen"), ("albumId", ids["album"]))), 403, 404, ("album", 403)),
        new("gallery-image-delete", ["image"], ids => new(Text(("id", ids["image"]))), 403),
        // Any signed-in user may, once, and learns nothing by it.
        new("gallery-image-flag", ["image"], ids => new(Body: Json(("imageId", ids["image"]), ("reason", "rude"))), 201),
        new("album-create", ["image"], ids => new(Body: Json(("title", "New"), ("coverImageId", ids["image"]))), 403, 400),
        new("album-list", [], _ => new(Query: Text(("search", "castle")))),
        new("album-get", ["album"], ids => new(Text(("id", ids["album"]))), 403),
        new("album-update", ["album", "image"], ids => new(Text(("id", ids["album"])), Json(("title", "Stolen"), ("coverImageId", ids["image"]))), 403, 404, ("image", 403)),
        new("album-delete", ["album"], ids => new(Text(("id", ids["album"]))), 403),
    ];

    private static IEnumerable<AccessEntry> Wishlist() =>
    [
        new("wishlist-list", [], _ => new(Query: Text(("search", "castle")))),
        new("wishlist-search", [], _ => new(Query: Text(("search", "castle")))),
        new("wishlist-get", ["item"], ids => new(Text(("id", ids["item"]))), 403),
        new("wishlist-create", [], _ => new(Body: Json(("title", "New")))),
        new("wishlist-update", ["item"], ids => new(Text(("id", ids["item"])), Json(("title", "Stolen"))), 403),
        new("wishlist-delete", ["item"], ids => new(Text(("id", ids["item"]))), 403),
        new("wishlist-reorder", ["item"], ids => new(Body: new JsonObject { ["items"] = new JsonArray(Json(("id", ids["item"]), ("sortOrder", "0"))) }), 400, 400),
        new("wishlist-image-upload", ["item"], ids => new(Text(("id", ids["item"])), Form: new FormBody().File("file", "wish.png", "image/png", Pictures.Png(4, 4))), 403),
    ];

    private static IEnumerable<AccessEntry> PartsLists() =>
    [
        new("parts-list-list", ["moc"], ids => new(Text(("mocId", ids["moc"])), Query: Text(("include", "parts"))), 404),
        new("parts-list-create", ["moc"], ids => new(Text(("mocId", ids["moc"])), Json(("name", "Stolen"), ("parts", new JsonArray()))), 404),
        new("parts-list-update", ["moc", "list"], ids => new(List(ids), Json(("name", "Stolen"), ("parts", new JsonArray()))), 404, 404, ("list", 404)),
        new("parts-list-status-update", ["moc", "list"], ids => new(List(ids), Json(("status", "completed"))), 404, 404, ("list", 404)),
        new("parts-list-delete", ["moc", "list"], ids => new(List(ids)), 404, 404, ("list", 404)),
        new("parts-list-parse", ["moc", "key"], ids => new(Text(("mocId", ids["moc"])), Json(("s3Key", ids["key"]))), 404, 404, ("key", 403)),
        new("parts-list-user-summary", [], _ => new()),
    ];

    private static IEnumerable<AccessEntry> Profiles() =>
    [
        new("profile-get", ["user"], ids => new(Text(("id", ids["user"]))), 403, 403),
        new("profile-update", ["user"], ids => new(Text(("id", ids["user"])), Json(("name", "Stolen"))), 403, 403),
        new("profile-avatar-upload", ["user"], ids => new(Text(("id", ids["user"])), Form: new FormBody().File("file", "me.png", "image/png", Pictures.Png(4, 4))), 403, 403),
        new("profile-avatar-delete", ["user"], ids => new(Text(("id", ids["user"]))), 403, 403),
    ];

    private static Dictionary<string, string> List(IReadOnlyDictionary<string, string> ids) => Text(("mocId", ids["moc"]), ("partsListId", ids["list"]));

    private static Dictionary<string, string> Text(params (string Name, string Value)[] pairs) => pairs.ToDictionary(pair => pair.Name, pair => pair.Value);

    private static JsonObject Json(params (string Name, JsonNode? Value)[] members) => new(members.Select(member => KeyValuePair.Create(member.Name, member.Value)));
}
