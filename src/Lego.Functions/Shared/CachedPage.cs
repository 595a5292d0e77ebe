namespace Lego.Functions.Shared;

/// <summary>One page of a list as the cache holds it: the answer's members without the envelope.</summary>
internal sealed record CachedPage<T>(IReadOnlyList<T> Data, long Total, PageInfo Pagination);
