using Lego.Functions.Shared;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Lego.Functions.Moc;

/// <summary>Finds MOCs by text: in the index, or in the database when the index has no answer.</summary>
internal sealed partial class MocSearch(MocStore mocs, MocIndex index, HandlerOptions options)
{
    // One refresh of the index and some slack.
    private static readonly TimeSpan IndexDelay = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = options.LoggerFactory.CreateLogger(nameof(MocSearch));

    /// <returns>The page, and whether it came from the index.</returns>
    public async Task<(IReadOnlyList<Moc> Mocs, long Total, bool FromIndex)> FindAsync(
        HttpRequestContext context, string text, string? tag, Paging paging, CancellationToken cancellationToken)
    {
        var started = options.Clock.GetTimestamp();
        var hits = await AskIndexAsync(context.UserId, text, tag, paging, cancellationToken);
        var (found, total) = hits is null
            ? await mocs.ListAsync(context.UserId, text, tag, paging, cancellationToken)
            : (await mocs.ListByIdAsync(context.UserId, hits.Ids, cancellationToken), hits.Total);
        var source = hits is null ? "postgres" : "opensearch";
        context.Annotate("searchSource", source);
        Searched(
            _logger, MocIndex.Name, text.Length, Math.Round(options.Clock.GetElapsedTime(started).TotalMilliseconds, 3), found.Count, total, source);
        return (found, total, hits is not null);
    }

    /// <summary>
    /// Whether a page may be cached. One that the index gave right after a write may lack what was written, and would be shown until
    /// the next write.
    /// </summary>
    public static bool IsSettled(bool fromIndex, CacheGeneration generation) => !fromIndex || generation.Age >= IndexDelay;

    private async Task<SearchHits?> AskIndexAsync(string userId, string text, string? tag, Paging paging, CancellationToken cancellationToken)
    {
        if (!index.IsConfigured)
        {
            return null;
        }

        try
        {
            return await index.SearchAsync(userId, text, tag, paging, cancellationToken);
        }
        catch (SearchIndexException exception)
        {
            FellBack(_logger, exception, MocIndex.Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index failed, the database is searched instead")]
    private static partial void FellBack(ILogger logger, Exception exception, string index);

    [LoggerMessage(Level = LogLevel.Information, Message = "Search")]
    private static partial void Searched(
        ILogger logger, string index, int queryLength, double duration, int resultCount, long totalHits, string source);
}
