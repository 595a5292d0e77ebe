using static Lego.Functions.Dependencies;

namespace Lego.Functions.Tests.Specification;

/// <summary>The specification's table of functions, stated once more beside the catalog so that the two cannot drift apart unseen.</summary>
internal static class SpecifiedFunctions
{
    public static IReadOnlyList<SpecifiedFunction> All { get; } =
    [
        new("health", "GET /health", 256, 30, Database | Search | Cache, ["status"]),
        new("moc-list", "GET /api/mocs", 512, 30, Database | Search | Cache, []),
        new("moc-get", "GET /api/mocs/{id}", 512, 30, Database | Cache, ["mocId"]),
        new("moc-create", "POST /api/mocs", 512, 30, Database | Search | Cache, ["mocId"]),
        new("moc-update", "PATCH /api/mocs/{id}", 512, 30, Database | Search | Cache, ["mocId"]),
        new("moc-delete", "DELETE /api/mocs/{id}", 512, 30, Database | Storage | Search | Cache, ["mocId"]),
        new("moc-file-upload", "POST /api/mocs/{id}/files", 2048, 120, Database | Storage | Cache, ["mocId", "fileId", "fileCount"]),
        new("moc-file-download", "GET /api/mocs/{mocId}/files/{fileId}/download", 256, 10, Database | Storage, ["mocId", "fileId"]),
        new("moc-file-delete", "DELETE /api/mocs/{id}/files/{fileId}", 256, 10, Database | Storage | Cache, ["mocId", "fileId"]),
        new("moc-parts-list-upload", "POST /api/mocs/{id}/upload-parts-list", 512, 30, Database | Storage | Search | Cache, ["mocId", "fileId", "partsListId"]),
        new("moc-initialize-with-files", "POST /api/mocs/with-files/initialize", 512, 30, Database | Storage | Cache, ["mocId", "fileCount"]),
        new("moc-finalize-with-files", "POST /api/mocs/{mocId}/finalize", 512, 30, Database | Storage | Search | Cache, ["mocId", "fileCount"]),
        new("moc-gallery-image-link", "POST /api/mocs/{id}/gallery-images", 256, 10, Database | Cache, ["mocId", "imageId"]),
        new("moc-gallery-image-unlink", "DELETE /api/mocs/{id}/gallery-images/{galleryImageId}", 256, 10, Database | Cache, ["mocId", "imageId"]),
        new("moc-gallery-image-list", "GET /api/mocs/{id}/gallery-images", 256, 10, Database, ["mocId"]),
        new("moc-stats-by-category", "GET /api/mocs/stats/by-category", 512, 15, Database, []),
        new("moc-stats-uploads-over-time", "GET /api/mocs/stats/uploads-over-time", 512, 15, Database, []),
        new("gallery-image-upload", "POST /api/images", 2048, 60, Database | Storage | Search | Cache, ["imageId", "albumId"]),
        new("gallery-image-list", "GET /api/images", 512, 30, Database | Cache, ["albumId"]),
        new("gallery-image-search", "GET /api/images/search", 512, 30, Search | Database | Cache, ["searchSource"]),
        new("gallery-image-get", "GET /api/images/{id}", 256, 10, Database | Cache, ["imageId"]),
        new("gallery-image-update", "PATCH /api/images/{id}", 512, 30, Database | Search | Cache, ["imageId", "albumId"]),
        new("gallery-image-delete", "DELETE /api/images/{id}", 512, 30, Database | Storage | Search | Cache, ["imageId"]),
        new("gallery-image-flag", "POST /api/flag", 256, 10, Database | Cache, ["imageId"]),
        new("album-create", "POST /api/albums", 512, 30, Database | Search | Cache, ["albumId", "imageId"]),
        new("album-list", "GET /api/albums", 512, 30, Database | Cache, []),
        new("album-get", "GET /api/albums/{id}", 512, 30, Database | Cache, ["albumId"]),
        new("album-update", "PATCH /api/albums/{id}", 512, 30, Database | Search | Cache, ["albumId", "imageId"]),
        new("album-delete", "DELETE /api/albums/{id}", 512, 30, Database | Search | Cache, ["albumId"]),
        new("wishlist-list", "GET /api/wishlist", 256, 10, Database | Cache, []),
        new("wishlist-search", "GET /api/wishlist/search", 512, 15, Search | Database | Cache, ["searchSource"]),
        new("wishlist-get", "GET /api/wishlist/{id}", 256, 10, Database | Cache, ["itemId"]),
        new("wishlist-create", "POST /api/wishlist", 512, 15, Database | Search | Cache, ["itemId"]),
        new("wishlist-update", "PATCH /api/wishlist/{id}", 512, 15, Database | Search | Cache, ["itemId"]),
        new("wishlist-delete", "DELETE /api/wishlist/{id}", 512, 15, Database | Storage | Search | Cache, ["itemId"]),
        new("wishlist-reorder", "POST /api/wishlist/reorder", 512, 20, Database | Cache, ["itemCount"]),
        new("wishlist-image-upload", "POST /api/wishlist/{id}/image", 1024, 60, Database | Storage | Cache, ["itemId"]),
        new("parts-list-list", "GET /api/moc-instructions/{mocId}/parts-lists", 256, 10, Database, ["mocId"]),
        new("parts-list-create", "POST /api/moc-instructions/{mocId}/parts-lists", 512, 30, Database | Cache, ["mocId", "partsListId"]),
        new("parts-list-update", "PUT /api/moc-instructions/{mocId}/parts-lists/{partsListId}", 512, 30, Database | Cache, ["mocId", "partsListId"]),
        new("parts-list-status-update", "PATCH /api/moc-instructions/{mocId}/parts-lists/{partsListId}/status", 256, 10, Database | Cache, ["mocId", "partsListId"]),
        new("parts-list-delete", "DELETE /api/moc-instructions/{mocId}/parts-lists/{partsListId}", 256, 10, Database | Cache, ["mocId", "partsListId"]),
        new("parts-list-parse", "POST /api/moc-instructions/{mocId}/parts-lists/parse", 512, 300, Storage | Database | Search | Cache, ["mocId", "partsListId", "rowCount"]),
        new("parts-list-user-summary", "GET /api/user/parts-lists/summary", 512, 20, Database, []),
        new("profile-get", "GET /api/users/{id}", 512, 10, UserPool | Database | Cache, []),
        new("profile-update", "PATCH /api/users/{id}", 512, 10, UserPool | Database | Cache, []),
        new("profile-avatar-upload", "POST /api/users/{id}/avatar", 1024, 60, Storage | UserPool | Cache, []),
        new("profile-avatar-delete", "DELETE /api/users/{id}/avatar", 256, 10, Storage | UserPool | Cache, []),
    ];

    public static SpecifiedFunction Find(string id) => All.Single(function => function.Id == id);
}
