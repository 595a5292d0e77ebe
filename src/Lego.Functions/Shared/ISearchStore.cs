namespace Lego.Functions.Shared;

/// <summary>A store whose rows are searched.</summary>
internal interface ISearchStore<T>
    where T : ISearchHit<T>
{
    /// <summary>Those of a user's rows that still exist, in any order.</summary>
    Task<IReadOnlyList<T>> ListByIdAsync(string userId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>What the index would be asked, answered by the database: rows that contain the text as it stands, in any case.</summary>
    Task<Found<T>> ListByTextAsync(SearchQuery query, CancellationToken cancellationToken);
}
