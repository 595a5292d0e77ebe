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
    public Task RefreshAsync(string index, CancellationToken cancellationToken) => TraceCalls.TraceSearch("refresh", index, async subsegment =>
    {
        using var response = await SendAsync(HttpMethod.Post, $"{index}/_refresh", null, subsegment, cancellationToken);
        return true;
    });

    /// <summary>A page of an index, oldest row first.</summary>
    /// <param name="index">The index.</param>
    /// <param name="userId">Whose documents; null for everybody's.</param>
    /// <param name="from">The time that the page before ended with; null for the first page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SearchIndexException">The index failed or answered in part only.</exception>
    public Task<IReadOnlyList<IndexedDocument>> ListDocumentsAsync(
        string index, string? userId, string? from, CancellationToken cancellationToken) =>
        TraceCalls.TraceSearch<IReadOnlyList<IndexedDocument>>("documents", index, async subsegment =>
        {
            var filter = new JsonArray();
            if (userId is not null)
            {
                filter.Add((JsonNode)new JsonObject { ["term"] = new JsonObject { ["userId"] = userId } });
            }

            if (from is not null)
            {
                filter.Add((JsonNode)new JsonObject { ["range"] = new JsonObject { ["createdAt"] = new JsonObject { ["gte"] = from } } });
            }

            var query = new JsonObject
            {
                ["size"] = PageDocuments,
                ["query"] = new JsonObject { ["bool"] = new JsonObject { ["filter"] = filter } },
                ["sort"] = new JsonArray(new JsonObject { ["createdAt"] = new JsonObject { ["order"] = "asc" } }),
            };
            using var response = await SendAsync(HttpMethod.Post, $"{index}/_search", query.ToJsonString(), subsegment, cancellationToken);
            var answer = await ReadAsync(response, SearchJson.Default.DocumentAnswer, cancellationToken);
            if (answer.TimedOut || answer.Shards is { Failed: > 0 } || answer.Hits?.Hits is not { } hits)
            {
                throw new SearchIndexException("The documents were answered in part only.", System.Net.HttpStatusCode.OK);
            }

            return Read(hits);
        });

    private static List<IndexedDocument> Read(IReadOnlyList<DocumentHit?> hits)
    {
        List<IndexedDocument> documents = [];
        foreach (var hit in hits)
        {
            if (Guid.TryParse(hit?.Id, out var id)
                && hit!.Source is { ValueKind: JsonValueKind.Object } source
                && source.TryGetProperty("createdAt", out var createdAt)
                && createdAt.GetString() is { } time)
            {
                documents.Add(new IndexedDocument(id, source.GetRawText(), time));
            }
        }

        return documents;
    }
}
