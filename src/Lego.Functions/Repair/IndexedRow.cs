namespace Lego.Functions.Repair;

/// <summary>A row with the document that its index has to hold.</summary>
internal readonly record struct IndexedRow(Guid Id, string Document);
