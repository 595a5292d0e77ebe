namespace Lego.Functions.Shared;

/// <summary>One page of a search in the order of the index, and how many hits there are in all.</summary>
internal sealed record SearchHits(IReadOnlyList<ScoredId> Hits, long Total);
