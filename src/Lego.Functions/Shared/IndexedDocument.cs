namespace Lego.Functions.Shared;

/// <summary>A document as an index holds it.</summary>
/// <param name="Id">Id of the document, which is that of its row.</param>
/// <param name="Source">The document as JSON.</param>
/// <param name="CreatedAt">Its <c>createdAt</c>, as it is written there.</param>
internal readonly record struct IndexedDocument(Guid Id, string Source, string CreatedAt);
