using Lego.Functions.Gallery;
using Lego.Functions.Moc;
using static Lego.Functions.Dependencies;

namespace Lego.Functions;

/// <summary>The one list of functions. Dispatch, local host, deployment, documentation and tests read it.</summary>
public static class FunctionCatalog
{
    private const string Files = "/api/mocs/{id}/files";
    private const string Images = "/api/images";
    private const string Albums = "/api/albums";

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
    ];

    /// <summary>The row of a function.</summary>
    /// <exception cref="ArgumentException">No function has this id.</exception>
    public static FunctionDefinition Find(string id) =>
        All.FirstOrDefault(row => row.Id == id)
        ?? throw new ArgumentException($"No function '{id}'; there are: {string.Join(", ", All.Select(row => row.Id))}.", nameof(id));
}
