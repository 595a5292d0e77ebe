using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Shared;

/// <content>Indexes themselves.</content>
internal sealed partial class SearchIndex
{
    private readonly ConcurrentDictionary<string, bool> _created = new();

    /// <summary>Makes the index where it is missing, and adds the fields that it lacks where it is not.</summary>
    /// <returns>True when it was made.</returns>
    /// <exception cref="SearchIndexException">The index holds a field as another type than the mapping says, or cannot be reached.</exception>
    public async Task<bool> EnsureAsync(SearchMapping mapping, CancellationToken cancellationToken)
    {
        if (await CreateAsync(mapping, cancellationToken))
        {
            return true;
        }

        try
        {
            var fields = JsonNode.Parse(mapping.Definition)!["mappings"]!.ToJsonString();
            return await TraceCalls.TraceSearch("mapping", mapping.Index, async subsegment =>
            {
                using var response = await SendAsync(HttpMethod.Put, $"{mapping.Index}/_mapping", fields, subsegment, cancellationToken);
                return false;
            });
        }
        catch (SearchIndexException exception) when (exception.Status == HttpStatusCode.BadRequest)
        {
            // What happens when a document came before the mapping: OpenSearch guessed, and what it guessed stays.
            throw new SearchIndexException(
                $"The index {mapping.Index} has other fields than its mapping; delete it and let it be made and filled anew.",
                HttpStatusCode.BadRequest,
                exception);
        }
    }

    /// <summary>Makes the index with its mapping before its first document, since a guessed mapping could not be changed later.</summary>
    private async Task CreateOnceAsync(SearchMapping mapping, CancellationToken cancellationToken)
    {
        if (!_created.ContainsKey(mapping.Index))
        {
            await CreateAsync(mapping, cancellationToken);
            _created[mapping.Index] = true;
        }
    }

    /// <returns>False when it was there before.</returns>
    private Task<bool> CreateAsync(SearchMapping mapping, CancellationToken cancellationToken) =>
        TraceCalls.TraceSearch("create", mapping.Index, async subsegment =>
        {
            using var response = await SendAsync(HttpMethod.Put, mapping.Index, mapping.Definition, subsegment, cancellationToken);
            return response.IsSuccessStatusCode;
        });
}
