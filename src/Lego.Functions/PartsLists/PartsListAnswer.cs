namespace Lego.Functions.PartsLists;

/// <summary>What functions that write one list answer.</summary>
internal sealed record PartsListAnswer(PartsList PartsList);
