namespace Lego.Functions.Shared;

/// <summary>One page of a search: ids in the order of the index, and how many there are in all.</summary>
internal sealed record SearchHits(IReadOnlyList<Guid> Ids, long Total);
