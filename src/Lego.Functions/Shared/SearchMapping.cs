namespace Lego.Functions.Shared;

/// <summary>An index and the definition it is created with.</summary>
internal sealed record SearchMapping(string Index, string Definition);
