namespace Lego.Functions.Shared;

/// <summary>A page of an index.</summary>
/// <param name="Documents">Versions by id.</param>
/// <param name="Next">Where the next page begins, as milliseconds since 1970; null when there is none.</param>
internal sealed record DocumentPage(IReadOnlyDictionary<Guid, DocumentVersion> Documents, long? Next);
