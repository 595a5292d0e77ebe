using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>All indices of a data folder. Each has a folder named after its id, as index names are no safe file names.</summary>
internal sealed class SearchNode : IDisposable
{
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, SearchIndex> _indices = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly ITimer _commitTimer;

    public SearchNode(string dataFolder, TimeProvider clock)
    {
        Clock = clock;
        _folder = Path.Combine(dataFolder, "indices");
        foreach (var folder in Directory.CreateDirectory(_folder).EnumerateDirectories().Where(folder => IndexDefinition.IsIn(folder.FullName)))
        {
            var index = new SearchIndex(folder.FullName, IndexDefinition.Load(folder.FullName), clock);
            _indices[index.Name] = index;
        }

        _commitTimer = clock.CreateTimer(_ => CommitAll(), null, CommitInterval, CommitInterval);
    }

    public TimeProvider Clock { get; }

    public IEnumerable<SearchIndex> Indices => _indices.Values.OrderBy(index => index.Name, StringComparer.Ordinal);

    public SearchIndex Get(string name) => _indices.GetValueOrDefault(name) ?? throw SearchErrors.IndexNotFound(name);

    public bool TryGet(string name, [NotNullWhen(true)] out SearchIndex? index) => _indices.TryGetValue(name, out index);

    /// <summary>A write to an unknown index creates it.</summary>
    public SearchIndex GetOrCreate(string name)
    {
        lock (_gate)
        {
            return _indices.GetValueOrDefault(name) ?? Create(name, new IndexSettings(), new IndexMapping(ObjectNode.Empty));
        }
    }

    public SearchIndex Create(string name, IndexSettings settings, IndexMapping mapping)
    {
        IndexNames.Validate(name);
        lock (_gate)
        {
            if (_indices.TryGetValue(name, out var existing))
            {
                throw SearchErrors.IndexExists(name, existing.Definition.Uuid);
            }

            var definition = new IndexDefinition(name, Guid.NewGuid().ToString("N")[..22], Clock.GetUtcNow(), settings, mapping);
            var folder = FolderOf(definition);
            definition.Save(folder);
            return _indices[name] = new SearchIndex(folder, definition, Clock);
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            var index = Get(name);
            _indices.TryRemove(name, out _);
            index.Dispose();
            IndexDefinition.Delete(FolderOf(index.Definition));
        }
    }

    public void RefreshAll()
    {
        foreach (var index in Indices)
        {
            index.Refresh();
        }
    }

    public void Dispose()
    {
        _commitTimer.Dispose();
        foreach (var index in Indices)
        {
            index.Dispose();
        }
    }

    private void CommitAll()
    {
        foreach (var index in Indices)
        {
            try
            {
                index.Commit();
            }
            catch (IOException)
            {
                // A full disk may have room again at the next tick; until then the changes stay in memory and searchable.
            }
        }
    }

    private string FolderOf(IndexDefinition definition) => Path.Combine(_folder, definition.Uuid);
}
