using Lucene.Net.Search;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>A fixed view of an index; a refresh or a delete meanwhile does not change it.</summary>
internal sealed class SearcherLease(SearcherManager searchers) : IDisposable
{
    public IndexSearcher Searcher { get; } = searchers.Acquire();

    public void Dispose() => Searcher.IndexReader.DecRef();
}
