using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Indexing;
using Lego.LocalHost.Embedded.Search.Queries;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>Runs one search on one index and writes the <c>hits</c> of the answer.</summary>
internal sealed class SearchExecutor(SearchIndex index, TimeProvider clock)
{
    public JsonObject Search(SearchRequest request)
    {
        var definition = index.Definition;
        var query = ParseQuery(request.Query, definition);
        var keys = request.Sort is { } sort ? SortParser.Parse(sort, definition.Mapping) : [];
        CheckWindow(request, definition.Settings.MaxResultWindow);
        var after = request.SearchAfter is { } values ? After(values, keys, request.From) : null;

        using var lease = index.OpenSearcher();
        var searcher = lease.Searcher;
        var top = Run(searcher, query, request, keys, after);
        var needsScores = keys.Count == 0 || request.TrackScores || keys.Exists(key => key.IsScore);
        var writer = new HitWriter(request, definition, needsScores)
        {
            Highlighter = request.Highlight is { } highlight ? new Highlighter(highlight, definition.Mapping, query, searcher.IndexReader) : null,
        };

        var hits = new JsonObject();
        if (request.TrackTotalHits != SearchRequest.CountNothing)
        {
            var isOver = top.TotalHits > request.TrackTotalHits;
            hits["total"] = new JsonObject
            {
                ["value"] = isOver ? request.TrackTotalHits : top.TotalHits,
                ["relation"] = isOver ? "gte" : "eq",
            };
        }

        hits["max_score"] = needsScores && top.ScoreDocs.Length > 0 && !float.IsNaN(top.MaxScore) ? top.MaxScore : null;
        hits["hits"] = new JsonArray([.. top.ScoreDocs
            .Skip(request.From)
            .Take(request.Size)
            .Select(hit => writer.Write(hit, StoredDocument.From(searcher.Doc(hit.Doc))))]);
        return hits;
    }

    public int Count(JsonElement? query)
    {
        using var lease = index.OpenSearcher();
        var collector = new TotalHitCountCollector();
        lease.Searcher.Search(ParseQuery(query, index.Definition), collector);
        return collector.TotalHits;
    }

    /// <summary>All matching documents as the last refresh shows them.</summary>
    public List<StoredDocument> FindAll(JsonElement query)
    {
        using var lease = index.OpenSearcher();
        var searcher = lease.Searcher;
        var hits = searcher.Search(ParseQuery(query, index.Definition), Math.Max(1, searcher.IndexReader.MaxDoc));
        return [.. hits.ScoreDocs.Select(hit => StoredDocument.From(searcher.Doc(hit.Doc)))];
    }

    private Query ParseQuery(JsonElement? query, IndexDefinition definition)
    {
        try
        {
            return query is { } given ? QueryParser.Parse(given, new QueryContext(definition.Mapping, clock.GetUtcNow())) : new MatchAllDocsQuery();
        }
        catch (BooleanQuery.TooManyClausesException)
        {
            throw new SearchException(400, "too_many_clauses", $"maxClauseCount is set to {BooleanQuery.MaxClauseCount}") { IsShardLevel = true };
        }
    }

    private static TopDocs Run(IndexSearcher searcher, Query query, SearchRequest request, List<SortKey> keys, object?[]? after)
    {
        if (request.Size == 0)
        {
            var collector = new TotalHitCountCollector();
            searcher.Search(query, collector);
            return new TopDocs(collector.TotalHits, [], float.NaN);
        }

        // The queue is allocated at once, so it never asks for more than there is.
        var documents = Math.Max(1, searcher.IndexReader.MaxDoc);
        var size = Math.Min(request.From + request.Size, documents);
        if (keys.Count == 0)
        {
            return searcher.Search(query, size);
        }

        var sort = new Sort([.. keys.Select(key => key.Field)]);
        var needsScores = request.TrackScores || keys.Exists(key => key.IsScore);
        // Documents that sort like the last hit come before it, whatever their number: only later values follow.
        return after is null
            ? searcher.Search(query, null, size, sort, needsScores, needsScores)
            : searcher.SearchAfter(new FieldDoc(documents - 1, float.NaN, after), query, null, size, sort, needsScores, needsScores);
    }

    private static object?[] After(IReadOnlyList<JsonElement> values, List<SortKey> keys, int from)
    {
        if (from > 0)
        {
            throw SearchErrors.Shard("`from` parameter must be set to 0 when `search_after` is used.");
        }

        if (keys.Count == 0)
        {
            throw SearchErrors.Shard("Sort must contain at least one field.");
        }

        return values.Count == keys.Count
            ? [.. values.Select((value, i) => keys[i].FromJson(value))]
            : throw SearchErrors.Shard($"search_after has {values.Count} value(s) but sort has {keys.Count}.");
    }

    private static void CheckWindow(SearchRequest request, int window)
    {
        if ((long)request.From + request.Size > window)
        {
            throw SearchErrors.Shard(
                $"Result window is too large, from + size must be less than or equal to: [{window}] " +
                $"but was [{(long)request.From + request.Size}]. See the scroll api for a more efficient way to request large data sets. " +
                "This limit can be set by changing the [index.max_result_window] index level setting.");
        }
    }
}
