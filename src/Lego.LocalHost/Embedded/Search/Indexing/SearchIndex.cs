using System.Globalization;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search;
using FSDirectory = Lucene.Net.Store.FSDirectory;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>One index: a Lucene writer and searcher, the mapping, and the documents written since the last refresh.</summary>
internal sealed partial class SearchIndex : IDisposable
{
    private const string MaxSeqNoKey = "max_seq_no";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly FSDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly LiveDocuments _documents;
    private readonly RefreshSignal _refreshed = new();
    private readonly ITimer? _refreshTimer;
    private volatile IndexDefinition _definition;
    private long _maxSeqNo = -1;
    private bool _hasUncommitted;
    private bool _isClosed;

    public SearchIndex(string folder, IndexDefinition definition, TimeProvider clock)
    {
        _folder = folder;
        _definition = definition;
        _directory = FSDirectory.Open(Path.Combine(folder, "documents"));
        var similarity = new ExactLengthSimilarity();
        _writer = new IndexWriter(_directory, new IndexWriterConfig(Analyzers.Version, new MappedAnalyzer(this)) { Similarity = similarity });
        _searchers = new SearcherManager(_writer, applyAllDeletes: true, new SimilarSearchers(similarity));
        _documents = new LiveDocuments(_searchers, clock);
        if (_writer.CommitData.TryGetValue(MaxSeqNoKey, out var maxSeqNo))
        {
            _maxSeqNo = long.Parse(maxSeqNo, CultureInfo.InvariantCulture);
        }

        if (definition.Settings.RefreshInterval is { } interval)
        {
            _refreshTimer = clock.CreateTimer(_ => RefreshOnTime(), null, interval, interval);
        }
    }

    public IndexDefinition Definition => _definition;

    public string Name => _definition.Name;

    public SearcherLease OpenSearcher()
    {
        lock (_gate)
        {
            EnsureOpen();
            return new SearcherLease(_searchers);
        }
    }

    public void AddMapping(ObjectNode added)
    {
        lock (_gate)
        {
            EnsureOpen();
            Define(new IndexMapping(MappingMerger.Merge(_definition.Mapping.Root, added)));
        }
    }

    /// <summary>Makes every write before this call visible to searches.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_documents.HasUnrefreshed)
            {
                _searchers.MaybeRefreshBlocking();
            }

            _documents.OnRefreshed();
        }

        _refreshed.Fire();
    }

    public async Task WaitForRefreshAsync(CancellationToken cancellationToken)
    {
        if (_refreshed.TryWait(out var refreshed))
        {
            await refreshed.WaitAsync(cancellationToken);
        }
        else
        {
            Refresh();
        }
    }

    /// <summary>Writes to disk what was changed since the last commit, so that a kill loses no more than came after it.</summary>
    public void Commit()
    {
        lock (_gate)
        {
            if (_isClosed || !_hasUncommitted)
            {
                return;
            }

            _writer.SetCommitData(new Dictionary<string, string> { [MaxSeqNoKey] = _maxSeqNo.ToString(CultureInfo.InvariantCulture) });
            _writer.Commit();
            _hasUncommitted = false;
        }
    }

    public void Dispose()
    {
        Commit();
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _refreshTimer?.Dispose();
            _searchers.Dispose();
            _writer.Dispose();
            _directory.Dispose();
        }

        _refreshed.Fire();
    }

    private void RefreshOnTime()
    {
        try
        {
            Refresh();
        }
        catch (IOException)
        {
            // A full disk may have room again at the next tick; an exception here would end the process.
        }
    }

    private void Define(IndexMapping mapping)
    {
        var definition = _definition with { Mapping = mapping };
        definition.Save(_folder);
        _definition = definition;
    }

    private void EnsureOpen()
    {
        if (_isClosed)
        {
            throw SearchErrors.IndexNotFound(Name);
        }
    }

    private sealed class MappedAnalyzer(SearchIndex index) : AnalyzerWrapper(PER_FIELD_REUSE_STRATEGY)
    {
        protected override Analyzer GetWrappedAnalyzer(string fieldName) =>
            Analyzers.Get(index._definition.Mapping.Find(fieldName)?.Node.Analyzer ?? Analyzers.Standard);
    }

    private sealed class SimilarSearchers(ExactLengthSimilarity similarity) : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = similarity };
    }
}
