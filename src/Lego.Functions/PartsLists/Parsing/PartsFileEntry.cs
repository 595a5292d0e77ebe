namespace Lego.Functions.PartsLists.Parsing;

/// <summary>One entry of a parts list, trimmed and with its defaults filled in. Repeated parts are entries of their own.</summary>
internal sealed record PartsFileEntry(string PartNumber, string PartName, int Quantity, string Color, string? Category);
