using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Repair;

/// <summary>
/// Makes an index what the rows say. Writes to it are best effort, so each outage of OpenSearch, and each function that dies between
/// commit and index, leaves documents that are missing, old or of rows that are gone. What fits is left alone.
/// </summary>
internal sealed class IndexRepair(SearchIndex search)
{
    /// <summary>Compares all documents with all rows, of one user or of everybody.</summary>
    /// <returns>How many documents were written and how many were removed.</returns>
    /// <exception cref="SearchIndexException">The index cannot be read.</exception>
    /// <exception cref="SearchException">A document could not be written.</exception>
    public async Task<(int Written, int Removed)> RunAsync(
        SearchMapping mapping, IReadOnlyList<IIndexSource> sources, string? userId, CancellationToken cancellationToken)
    {
        await search.EnsureAsync(mapping, cancellationToken);
        var found = await DigestsAsync(mapping, userId, cancellationToken);
        var written = 0;
        foreach (var source in sources)
        {
            var after = Guid.Empty;
            while (await source.ListForIndexAsync(new RowSelection(after, userId), cancellationToken) is { Count: > 0 } rows)
            {
                foreach (var row in rows)
                {
                    if (!found.Remove(row.Id, out var digest) || digest != Digest(row.Document))
                    {
                        ThrowUnless(await search.PutAsync(mapping, row.Id, row.Document, cancellationToken));
                        written++;
                    }
                }

                after = rows[^1].Id;
            }
        }

        return (written, await RemoveAsync(mapping, sources, [.. found.Keys], cancellationToken));
    }

    /// <summary>Removes documents without a row, having looked again: a row may be newer than the page it belongs to.</summary>
    private async Task<int> RemoveAsync(
        SearchMapping mapping, IReadOnlyList<IIndexSource> sources, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var batch in ids.Chunk(RowSelection.Limit))
        {
            HashSet<Guid> gone = [.. batch];
            foreach (var source in sources)
            {
                gone.ExceptWith((await source.ListForIndexAsync(new RowSelection(Guid.Empty, null, batch), cancellationToken)).Select(row => row.Id));
            }

            foreach (var id in gone)
            {
                ThrowUnless(await search.DeleteAsync(mapping, id, cancellationToken));
                removed++;
            }
        }

        return removed;
    }

    private async Task<Dictionary<Guid, string>> DigestsAsync(SearchMapping mapping, string? userId, CancellationToken cancellationToken)
    {
        await search.RefreshAsync(mapping.Index, cancellationToken);
        Dictionary<Guid, string> digests = [];
        string? from = null;
        while (true)
        {
            var page = await search.ListDocumentsAsync(mapping.Index, userId, from, cancellationToken);
            var before = digests.Count;
            foreach (var document in page)
            {
                digests[document.Id] = Digest(document.Source);
            }

            // A page begins with the time that the last one ended with, so each but an empty one has something that is known.
            if (digests.Count == before)
            {
                return digests;
            }

            from = page[^1].CreatedAt;
        }
    }

    /// <summary>Compares texts that may differ in their white space and escapes.</summary>
    private static string Digest(string json) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonNode.Parse(json)!.ToJsonString())).AsSpan(0, 16));

    private static void ThrowUnless(bool isDone)
    {
        if (!isDone)
        {
            throw new SearchException();
        }
    }
}
