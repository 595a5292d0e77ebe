namespace Lego.Functions.Shared;

/// <summary>A hit of the index: the id of its row, and how well it fits.</summary>
internal readonly record struct ScoredId(Guid Id, double Score);
