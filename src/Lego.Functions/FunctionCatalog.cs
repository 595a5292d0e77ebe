using Lego.Functions.Moc;
using static Lego.Functions.Dependencies;

namespace Lego.Functions;

/// <summary>The one list of functions. Dispatch, local host, deployment, documentation and tests read it.</summary>
public static class FunctionCatalog
{
    private const string Files = "/api/mocs/{id}/files";

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
    ];

    /// <summary>The row of a function.</summary>
    /// <exception cref="ArgumentException">No function has this id.</exception>
    public static FunctionDefinition Find(string id) =>
        All.FirstOrDefault(row => row.Id == id)
        ?? throw new ArgumentException($"No function '{id}'; there are: {string.Join(", ", All.Select(row => row.Id))}.", nameof(id));
}
