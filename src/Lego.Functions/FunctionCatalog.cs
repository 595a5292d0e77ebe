using static Lego.Functions.Dependencies;

namespace Lego.Functions;

/// <summary>The one list of functions. Dispatch, local host, deployment, documentation and tests read it.</summary>
public static class FunctionCatalog
{
    public static IReadOnlyList<FunctionDefinition> All { get; } =
    [
        new("health", "GET", "/health", 256, 30, Database | Search | Cache, IsPublic: true),
        new("moc-list", "GET", "/api/mocs", 512, 30, Database | Search | Cache),
        new("moc-get", "GET", "/api/mocs/{id}", 512, 30, Database | Cache),
        new("moc-create", "POST", "/api/mocs", 512, 30, Database | Search | Cache),
        new("moc-update", "PATCH", "/api/mocs/{id}", 512, 30, Database | Search | Cache),
        new("moc-delete", "DELETE", "/api/mocs/{id}", 512, 30, Database | Storage | Search | Cache),
        new("moc-file-upload", "POST", "/api/mocs/{id}/files", 2048, 120, Database | Storage | Cache),
        new("moc-file-download", "GET", "/api/mocs/{mocId}/files/{fileId}/download", 256, 10, Database | Storage),
        new("moc-file-delete", "DELETE", "/api/mocs/{id}/files/{fileId}", 256, 10, Database | Storage | Cache),
    ];
}
