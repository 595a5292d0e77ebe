using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Shared;

/// <content>Documents as they are, for repairs.</content>
internal sealed partial class SearchIndex
{
    private const int PageDocuments = 1000;

    /// <summary>Makes what was written a moment ago visible to searches.</summary>
    /// <exception cref="SearchIndexException">The index failed.</exception>
    public Task RefreshAsync(string index, CancellationToken cancellationToken) =>
        CallAsync("refresh", index, HttpMethod.Post, $"{index}/_refresh", null, static (_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>Documents by their ids; what the index does not have is left out.</summary>
    /// <exception cref="SearchIndexException">The index failed or answered in part only.</exception>
    public async Task<IReadOnlyDictionary<Guid, IndexedDocument>> FindDocumentsAsync(
        string index, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var query = new JsonObject
        {
            ["size"] = ids.Count,
            ["seq_no_primary_term"] = true,
            ["query"] = new JsonObject { ["ids"] = new JsonObject { ["values"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id.ToString()))]) } },
        };
        Dictionary<Guid, IndexedDocument> found = [];
        foreach (var (id, hit) in await SearchDocumentsAsync(index, query, cancellationToken))
        {
            if (Guid.TryParse(id, out var row))
            {
                found[row] = new IndexedDocument(hit.Source is { ValueKind: JsonValueKind.Object } source ? source.GetRawText() : "null", hit.Version);
            }
        }

        return found;
    }

    /// <summary>A page of an index, oldest row first. Of more than a page of documents of one millisecond the rest is left out.</summary>
    /// <param name="index">The index.</param>
    /// <param name="userId">Whose documents; null for everybody's.</param>
    /// <param name="from">Where the page begins: 0, or what the page before gave. It may begin with documents that the page before had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SearchIndexException">The index failed or answered in part only.</exception>
    public async Task<DocumentPage> ListDocumentsAsync(string index, string? userId, long from, CancellationToken cancellationToken)
    {
        var filter = new JsonArray(new JsonObject { ["range"] = new JsonObject { ["createdAt"] = new JsonObject { ["gte"] = from } } });
        if (userId is not null)
        {
            filter.Add((JsonNode)new JsonObject { ["term"] = new JsonObject { ["userId"] = userId } });
        }

        var query = new JsonObject
        {
            ["size"] = PageDocuments,
            ["seq_no_primary_term"] = true,
            ["_source"] = false,
            ["query"] = new JsonObject { ["bool"] = new JsonObject { ["filter"] = filter } },
            ["sort"] = new JsonArray(new JsonObject { ["createdAt"] = new JsonObject { ["order"] = "asc" } }),
        };
        var hits = await SearchDocumentsAsync(index, query, cancellationToken);
        var documents = new Dictionary<Guid, DocumentVersion>();
        foreach (var (id, hit) in hits)
        {
            if (Guid.TryParse(id, out var row))
            {
                documents[row] = hit.Version;
            }
        }

        if (hits.Count < PageDocuments)
        {
            return new DocumentPage(documents, null);
        }

        return hits[^1].Hit.Sort is [var last, ..]
            ? new DocumentPage(documents, last > from ? last : from + 1)
            : throw new SearchIndexException("OpenSearch's answer was not understood.", HttpStatusCode.OK);
    }

    /// <summary>Writes or removes a document that nobody else has written since it was read.</summary>
    /// <param name="mapping">The index.</param>
    /// <param name="id">Id of the row.</param>
    /// <param name="read">The version that was read; null when there was none.</param>
    /// <param name="document">The document; null to remove it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when somebody else has, and nothing was done.</returns>
    /// <exception cref="SearchIndexException">The index failed.</exception>
    public Task<bool> ReplaceAsync(SearchMapping mapping, Guid id, DocumentVersion? read, string? document, CancellationToken cancellationToken) =>
        CallAsync(
            document is null ? "delete" : "index",
            mapping.Index,
            document is null ? HttpMethod.Delete : HttpMethod.Put,
            $"{mapping.Index}/_doc/{id}?" + (read is { } version ? $"if_seq_no={version.SequenceNumber}&if_primary_term={version.PrimaryTerm}" : "op_type=create"),
            document,
            static (response, _) => Task.FromResult(response.IsSuccessStatusCode),
            cancellationToken);

    private async Task<IReadOnlyList<(string? Id, DocumentHit Hit)>> SearchDocumentsAsync(string index, JsonObject query, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(
            "documents",
            index,
            HttpMethod.Post,
            $"{index}/_search",
            query.ToJsonString(),
            static (response, token) => ReadAsync(response, SearchJson.Default.DocumentAnswer, token),
            cancellationToken);
        return answer is { TimedOut: false, Hits.Hits: { } hits } && answer.Shards is not { Failed: > 0 }
            ? [.. hits.OfType<DocumentHit>().Select(hit => (hit.Id, hit))]
            : throw new SearchIndexException("The documents were answered in part only.", HttpStatusCode.OK);
    }

    private Task<T> CallAsync<T>(
        string operation,
        string index,
        HttpMethod method,
        string path,
        string? json,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken) =>
        _retry.RunAsync(
            "search:" + operation,
            token => TraceCalls.TraceSearch(operation, index, async subsegment =>
            {
                using var response = await SendAsync(method, path, json, subsegment, token);
                return await read(response, token);
            }),
            cancellationToken);
}
