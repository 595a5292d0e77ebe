using System.Text.Json.Nodes;
using Lego.Functions.Shared;

namespace Lego.Functions.Repair;

/// <summary>
/// Writes the documents that are missing or not what their rows say. Writes to an index are best effort, so each outage of OpenSearch, and
/// each function that dies between commit and index, leaves some. What fits is left alone.
/// </summary>
/// <remarks>
/// Functions go on writing meanwhile. So a document is read before the row that it is compared with, and written only while it is still
/// the one that was read: whoever came in between had a row that is no older than ours, and keeps the last word.
/// </remarks>
internal sealed class RowRepair(string name, SearchIndex search, SearchMapping mapping, IIndexSource source, string? userId) : IRepairStep
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

        var rows = await source.ListForIndexAsync(
            new RowSelection(after is null ? Guid.Empty : Guid.Parse(after), userId), cancellationToken);
        if (rows.Count == 0)
        {
            return RepairPage.Last();
        }

        var documents = await search.FindDocumentsAsync(mapping.Index, [.. rows.Select(row => row.Id)], cancellationToken);
        var written = 0;
        foreach (var row in await ReadAgainAsync(rows.Where(row => !Fits(row, documents)), cancellationToken))
        {
            if (Fits(row, documents))
            {
                continue;
            }

            if (isOver())
            {
                return RepairPage.Before(after, new RepairCounts(written));
            }

            IndexedDocument? found = documents.TryGetValue(row.Id, out var document) ? document : null;
            written += await search.ReplaceAsync(mapping, row.Id, found?.Version, row.Document, cancellationToken) ? 1 : 0;
        }

        return RepairPage.Before(rows[^1].Id.ToString(), new RepairCounts(written));
    }

    private async Task<IReadOnlyList<IndexedRow>> ReadAgainAsync(IEnumerable<IndexedRow> differing, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. differing.Select(row => row.Id)];
        return ids.Count == 0 ? [] : await source.ListForIndexAsync(new RowSelection(Guid.Empty, userId, ids), cancellationToken);
    }

    /// <summary>White space, escapes and the order of members make no difference.</summary>
    private static bool Fits(IndexedRow row, IReadOnlyDictionary<Guid, IndexedDocument> documents) =>
        documents.TryGetValue(row.Id, out var document) && JsonNode.DeepEquals(JsonNode.Parse(document.Source), JsonNode.Parse(row.Document));
}
