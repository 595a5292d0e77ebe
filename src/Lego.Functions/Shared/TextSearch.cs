using System.Globalization;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Lego.Functions.Shared;

/// <summary>Finds rows by text: in the index, or in the database when the index has no answer.</summary>
internal sealed partial class TextSearch(SearchIndex index, Cache cache, HandlerOptions options)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(120);

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger(nameof(TextSearch));

    /// <summary>The work of a search function: a page from the cache, or found and kept there.</summary>
    /// <param name="context">The request; its trace gets <c>searchSource</c>.</param>
    /// <param name="family">What a write of the user drops, such as <c>gallery:search:{userId}</c>.</param>
    /// <param name="mapping">The index.</param>
    /// <param name="store">Where the rows are.</param>
    /// <param name="query">What is looked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SearchException">Neither the index nor the database can answer.</exception>
    public Task<CachedPage<T>> PageAsync<T>(
        HttpRequestContext context,
        CacheKey family,
        SearchMapping mapping,
        ISearchStore<T> store,
        SearchQuery query,
        CancellationToken cancellationToken)
        where T : ISearchHit<T>
    {
        var page = family.With(
            string.Create(CultureInfo.InvariantCulture, $":query:{CacheKey.Digest(query.Text)}:page:{query.Paging.Page}:limit:{query.Paging.Limit}"),
            ":query:{md5}:page:{p}:limit:{l}");
        return cache.PageAsync(family, page, query.Paging, Lifetime, FindOrFailAsync, cancellationToken);

        async Task<Found<T>> FindOrFailAsync()
        {
            try
            {
                return await FindAsync(context, mapping, store, query, cancellationToken);
            }
            catch (DatabaseException exception)
            {
                throw new SearchException(exception);
            }
        }
    }

    /// <summary>Asks the index and reads its hits from the database, in the index's order and without rows that are gone.</summary>
    /// <exception cref="DatabaseException">The database, which has to help in either case, failed.</exception>
    public async Task<Found<T>> FindAsync<T>(
        HttpRequestContext context, SearchMapping mapping, ISearchStore<T> store, SearchQuery query, CancellationToken cancellationToken)
        where T : ISearchHit<T>
    {
        var started = options.Clock.GetTimestamp();
        var hits = await AskIndexAsync(mapping, query, cancellationToken);
        var found = hits is null
            ? await store.ListByTextAsync(query, cancellationToken)
            : await ReadAsync(store, query.UserId, hits, cancellationToken);
        var source = found.IsFromIndex ? "opensearch" : "postgres";
        var duration = Math.Round(options.Clock.GetElapsedTime(started).TotalMilliseconds, 3);
        context.Annotate("searchSource", source);
        Searched(_logger, mapping.Index, query.Text.Length, duration, found.Rows.Count, found.Total, source);
        return found;
    }

    private async Task<SearchHits?> AskIndexAsync(SearchMapping mapping, SearchQuery query, CancellationToken cancellationToken)
    {
        if (!index.IsConfigured)
        {
            return null;
        }

        try
        {
            return await index.SearchAsync(mapping.Index, query.ToJson(mapping), cancellationToken);
        }
        catch (SearchIndexException exception)
        {
            FellBack(_logger, exception, mapping.Index);
            return null;
        }
    }

    private static async Task<Found<T>> ReadAsync<T>(ISearchStore<T> store, string userId, SearchHits hits, CancellationToken cancellationToken)
        where T : ISearchHit<T>
    {
        IReadOnlyList<T> rows = hits.Hits.Count > 0
            ? await store.ListByIdAsync(userId, [.. hits.Hits.Select(hit => hit.Id)], cancellationToken)
            : [];
        var byId = rows.ToDictionary(row => row.Id);
        return new Found<T>(
            [.. hits.Hits.Where(hit => byId.ContainsKey(hit.Id)).Select(hit => byId[hit.Id].WithScore(hit.Score))], hits.Total, IsFromIndex: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index failed, the database is searched instead")]
    private static partial void FellBack(ILogger logger, Exception exception, string index);

    [LoggerMessage(Level = LogLevel.Information, Message = "Search")]
    private static partial void Searched(
        ILogger logger, string index, int queryLength, double duration, int resultCount, long totalHits, string source);
}
