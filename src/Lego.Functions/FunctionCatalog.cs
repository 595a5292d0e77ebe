using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using Lego.Functions.PartsLists;
using Lego.Functions.Profile;
using Lego.Functions.Wishlist;
using static Lego.Functions.Dependencies;

namespace Lego.Functions;

/// <summary>The one list of functions. Dispatch, local host, deployment, documentation and tests read it.</summary>
public static class FunctionCatalog
{
    private const string Files = "/api/mocs/{id}/files";
    private const string MocImages = "/api/mocs/{id}/gallery-images";
    private const string PartsLists = "/api/moc-instructions/{mocId}/parts-lists";
    private const string Images = "/api/images";
    private const string Albums = "/api/albums";
    private const string Wish = "/api/wishlist/{id}";
    private const string User = "/api/users/{id}";
    private const string Avatar = User + "/avatar";

    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        new("health", "GET", "/health", 256, 30, Database | Search | Cache, services => new Health(services), IsPublic: true),
        new("moc-list", "GET", "/api/mocs", 512, 30, Database | Search | Cache, services => new MocList(services)),
        new("moc-get", "GET", "/api/mocs/{id}", 512, 30, Database | Cache, services => new MocGet(services)),
        new("moc-create", "POST", "/api/mocs", 512, 30, Database | Search | Cache, services => new MocCreate(services)),
        new("moc-update", "PATCH", "/api/mocs/{id}", 512, 30, Database | Search | Cache, services => new MocUpdate(services)),
        new("moc-delete", "DELETE", "/api/mocs/{id}", 512, 30, Database | Storage | Search | Cache, services => new MocDelete(services)),
        new("moc-file-upload", "POST", Files, 2048, 120, Database | Storage | Cache, services => new MocFileUpload(services)),
        new("moc-file-download", "GET", "/api/mocs/{mocId}/files/{fileId}/download", 256, 10, Database | Storage, services => new MocFileDownload(services)),
        new("moc-file-delete", "DELETE", Files + "/{fileId}", 256, 10, Database | Storage | Cache, services => new MocFileDelete(services)),
        new("moc-parts-list-upload", "POST", "/api/mocs/{id}/upload-parts-list", 512, 30, Database | Storage | Search | Cache, services => new MocPartsListUpload(services)),
        new("moc-initialize-with-files", "POST", "/api/mocs/with-files/initialize", 512, 30, Database | Storage | Cache, services => new MocInitializeWithFiles(services)),
        new("moc-finalize-with-files", "POST", "/api/mocs/{mocId}/finalize", 512, 30, Database | Storage | Search | Cache, services => new MocFinalizeWithFiles(services)),
        new("moc-gallery-image-link", "POST", MocImages, 256, 10, Database | Cache, services => new MocGalleryImageLink(services)),
        new("moc-gallery-image-unlink", "DELETE", MocImages + "/{galleryImageId}", 256, 10, Database | Cache, services => new MocGalleryImageUnlink(services)),
        new("moc-gallery-image-list", "GET", MocImages, 256, 10, Database, services => new MocGalleryImageList(services)),
        new("moc-stats-by-category", "GET", "/api/mocs/stats/by-category", 512, 15, Database, services => new MocStatsByCategory(services)),
        new("moc-stats-uploads-over-time", "GET", "/api/mocs/stats/uploads-over-time", 512, 15, Database, services => new MocStatsUploadsOverTime(services)),
        new("gallery-image-upload", "POST", Images, 2048, 60, Database | Storage | Search | Cache, services => new GalleryImageUpload(services)),
        new("gallery-image-list", "GET", Images, 512, 30, Database | Cache, services => new GalleryImageList(services)),
        new("gallery-image-search", "GET", Images + "/search", 512, 30, Database | Search | Cache, services => new GalleryImageSearch(services)),
        new("gallery-image-get", "GET", Images + "/{id}", 256, 10, Database | Cache, services => new GalleryImageGet(services)),
        new("gallery-image-update", "PATCH", Images + "/{id}", 512, 30, Database | Search | Cache, services => new GalleryImageUpdate(services)),
        new("gallery-image-delete", "DELETE", Images + "/{id}", 512, 30, Database | Storage | Search | Cache, services => new GalleryImageDelete(services)),
        new("gallery-image-flag", "POST", "/api/flag", 256, 10, Database | Cache, services => new GalleryImageFlag(services)),
        new("album-create", "POST", Albums, 512, 30, Database | Search | Cache, services => new AlbumCreate(services)),
        new("album-list", "GET", Albums, 512, 30, Database | Cache, services => new AlbumList(services)),
        new("album-get", "GET", Albums + "/{id}", 512, 30, Database | Cache, services => new AlbumGet(services)),
        new("album-update", "PATCH", Albums + "/{id}", 512, 30, Database | Search | Cache, services => new AlbumUpdate(services)),
        new("album-delete", "DELETE", Albums + "/{id}", 512, 30, Database | Search | Cache, services => new AlbumDelete(services)),
        new("wishlist-list", "GET", "/api/wishlist", 256, 10, Database | Cache, services => new WishlistList(services)),
        new("wishlist-search", "GET", "/api/wishlist/search", 512, 15, Database | Search | Cache, services => new WishlistSearch(services)),
        new("wishlist-get", "GET", Wish, 256, 10, Database | Cache, services => new WishlistGet(services)),
        new("wishlist-create", "POST", "/api/wishlist", 512, 15, Database | Search | Cache, services => new WishlistCreate(services)),
        new("wishlist-update", "PATCH", Wish, 512, 15, Database | Search | Cache, services => new WishlistUpdate(services)),
        new("wishlist-delete", "DELETE", Wish, 512, 15, Database | Storage | Search | Cache, services => new WishlistDelete(services)),
        new("wishlist-reorder", "POST", "/api/wishlist/reorder", 512, 20, Database | Cache, services => new WishlistReorder(services)),
        new("wishlist-image-upload", "POST", Wish + "/image", 1024, 60, Database | Storage | Cache, services => new WishlistImageUpload(services)),
        new("parts-list-list", "GET", PartsLists, 256, 10, Database, services => new PartsListList(services)),
        new("parts-list-create", "POST", PartsLists, 512, 30, Database | Cache, services => new PartsListCreate(services)),
        new("parts-list-update", "PUT", PartsLists + "/{partsListId}", 512, 30, Database | Cache, services => new PartsListUpdate(services)),
        new("parts-list-status-update", "PATCH", PartsLists + "/{partsListId}/status", 256, 10, Database | Cache, services => new PartsListStatusUpdate(services)),
        new("parts-list-delete", "DELETE", PartsLists + "/{partsListId}", 256, 10, Database | Cache, services => new PartsListDelete(services)),
        new("parts-list-parse", "POST", PartsLists + "/parse", 512, 300, Database | Storage | Search | Cache, services => new PartsListParse(services)),
        new("parts-list-user-summary", "GET", "/api/user/parts-lists/summary", 512, 20, Database, services => new PartsListUserSummary(services)),
        new("profile-get", "GET", User, 512, 10, UserPool | Database | Cache, services => new ProfileGet(services)),
        new("profile-update", "PATCH", User, 512, 10, UserPool | Database | Cache, services => new ProfileUpdate(services)),
        new("profile-avatar-upload", "POST", Avatar, 1024, 60, Storage | UserPool | Cache, services => new ProfileAvatarUpload(services)),
        new("profile-avatar-delete", "DELETE", Avatar, 256, 10, Storage | UserPool | Cache, services => new ProfileAvatarDelete(services)),
    ];

    /// <summary>The row of a function.</summary>
    /// <exception cref="ArgumentException">No function has this id.</exception>
    public static FunctionDefinition Find(string id) =>
        All.FirstOrDefault(row => row.Id == id)
        ?? throw new ArgumentException($"No function '{id}'; there are: {string.Join(", ", All.Select(row => row.Id))}.", nameof(id));
}
