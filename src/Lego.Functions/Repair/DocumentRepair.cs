using System.Globalization;
using Lego.Functions.Shared;

namespace Lego.Functions.Repair;

/// <summary>
/// Removes documents of rows that are gone. A document is read before its row is looked for, and removed only while it is still the one
/// that was read.
/// </summary>
internal sealed class DocumentRepair(
    string name, SearchIndex search, SearchMapping mapping, IReadOnlyList<IIndexSource> sources, string? userId) : IRepairStep
{
    public string Name => name;

    /// <inheritdoc/>
    /// <exception cref="SearchIndexException">The index failed.</exception>
    public async Task<RepairPage> RunPageAsync(string? after, Func<bool> isOver, CancellationToken cancellationToken)
    {
        if (after is null)
        {
            await search.EnsureAsync(mapping, cancellationToken);
            await search.RefreshAsync(mapping.Index, cancellationToken);
        }

        var from = after is null ? 0 : long.Parse(after, CultureInfo.InvariantCulture);
        var page = await search.ListDocumentsAsync(mapping.Index, userId, from, cancellationToken);
        var removed = 0;
        foreach (var (id, version) in await WithoutRowAsync(page.Documents, cancellationToken))
        {
            if (isOver())
            {
                return RepairPage.Before(after, new RepairCounts(Removed: removed));
            }

            removed += await search.ReplaceAsync(mapping, id, version, null, cancellationToken) ? 1 : 0;
        }

        var counts = new RepairCounts(Removed: removed);
        return page.Next is { } next ? RepairPage.Before(next.ToString(CultureInfo.InvariantCulture), counts) : RepairPage.Last(counts);
    }

    private async Task<Dictionary<Guid, DocumentVersion>> WithoutRowAsync(
        IReadOnlyDictionary<Guid, DocumentVersion> documents, CancellationToken cancellationToken)
    {
        Dictionary<Guid, DocumentVersion> gone = new(documents);
        foreach (var batch in documents.Keys.Chunk(RowSelection.Limit))
        {
            foreach (var source in sources)
            {
                foreach (var row in await source.ListForIndexAsync(new RowSelection(Guid.Empty, null, batch), cancellationToken))
                {
                    gone.Remove(row.Id);
                }
            }
        }

        return gone;
    }
}
