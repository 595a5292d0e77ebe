namespace Lego.Functions.Shared;

/// <summary>A document as an index holds it.</summary>
/// <param name="Source">The document as JSON.</param>
/// <param name="Version">Which write it is of.</param>
internal readonly record struct IndexedDocument(string Source, DocumentVersion Version);
