namespace Lego.Functions.Shared;

/// <summary>The rows of one page, how many there are in all, and whether the index or the database found them.</summary>
internal sealed record Found<T>(IReadOnlyList<T> Rows, long Total, bool IsFromIndex = false);
