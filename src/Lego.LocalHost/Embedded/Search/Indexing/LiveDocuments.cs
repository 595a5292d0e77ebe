using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>The state of each id at this moment: what is not yet searchable from memory, the rest from the last refresh.</summary>
/// <remarks>Not thread-safe: the index calls it under its lock.</remarks>
internal sealed class LiveDocuments(SearcherManager searchers, TimeProvider clock)
{
    // How long the real server remembers the version of a deleted document.
    private static readonly TimeSpan TombstoneAge = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, StoredDocument?> _unrefreshed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Version, DateTimeOffset At)> _tombstones = new(StringComparer.Ordinal);

    public bool HasUnrefreshed => _unrefreshed.Count > 0;

    public StoredDocument? Find(string id)
    {
        if (_unrefreshed.TryGetValue(id, out var document))
        {
            return document;
        }

        var searcher = searchers.Acquire();
        try
        {
            var hits = searcher.Search(new TermQuery(new Term(SystemFields.Id, id)), 1);
            return hits.TotalHits == 0 ? null : StoredDocument.From(searcher.Doc(hits.ScoreDocs[0].Doc));
        }
        finally
        {
            searchers.Release(searcher);
        }
    }

    /// <summary>The version for the next write; it goes on counting over a recent delete.</summary>
    public long NextVersion(string id, StoredDocument? current) =>
        1 + (current?.Version ?? (_tombstones.TryGetValue(id, out var tombstone) ? tombstone.Version : 0));

    public void Put(StoredDocument document)
    {
        _unrefreshed[document.Id] = document;
        _tombstones.Remove(document.Id);
    }

    public void Remove(string id, long version)
    {
        _unrefreshed[id] = null;
        _tombstones[id] = (version, clock.GetUtcNow());
    }

    public void OnRefreshed()
    {
        _unrefreshed.Clear();
        var oldest = clock.GetUtcNow() - TombstoneAge;
        foreach (var (id, tombstone) in _tombstones)
        {
            if (tombstone.At < oldest)
            {
                _tombstones.Remove(id);
            }
        }
    }
}
