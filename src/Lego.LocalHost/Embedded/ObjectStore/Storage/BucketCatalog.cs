namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>The buckets of a data folder, which one process may have open at a time.</summary>
internal sealed class BucketCatalog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DataLayout _layout;
    private readonly TimeProvider _clock;
    private readonly FileStream _folderLock;
    private readonly SortedDictionary<string, BucketStore> _buckets = new(StringComparer.Ordinal);

    private BucketCatalog(DataLayout layout, TimeProvider clock, FileStream folderLock) =>
        (_layout, _clock, _folderLock) = (layout, clock, folderLock);

    public static BucketCatalog Open(string dataFolder, TimeProvider clock)
    {
        var layout = new DataLayout(Path.GetFullPath(dataFolder));
        Directory.CreateDirectory(layout.Buckets);
        Directory.CreateDirectory(layout.Staging);
        // Before anything is cleared away: the files in staging may be those of another process that is alive.
        var catalog = new BucketCatalog(layout, clock, LockFolder(layout));
        try
        {
            catalog.Load();
            return catalog;
        }
        catch
        {
            catalog.Dispose();
            throw;
        }
    }

    public IReadOnlyList<BucketStore> All
    {
        get
        {
            lock (_gate) return [.. _buckets.Values];
        }
    }

    public BucketStore Get(string name)
    {
        lock (_gate) return _buckets.GetValueOrDefault(name) ?? throw S3Errors.NoSuchBucket(name);
    }

    /// <returns>False when the bucket was there already.</returns>
    public bool Ensure(string name)
    {
        if (!BucketName.IsValid(name))
        {
            throw new S3Exception(400, "InvalidBucketName", "The specified bucket is not valid.", ("BucketName", name));
        }

        lock (_gate)
        {
            if (_buckets.ContainsKey(name)) return false;
            _buckets.Add(name, BucketStore.Create(_layout, name, _clock.GetUtcNow()));
            return true;
        }
    }

    public void Delete(string name)
    {
        lock (_gate)
        {
            if (!Get(name).TryDeleteBucket())
            {
                throw new S3Exception(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", ("BucketName", name));
            }

            _buckets.Remove(name);
        }
    }

    public void Dispose() => _folderLock.Dispose();

    private void Load()
    {
        foreach (var file in Directory.GetFiles(_layout.Staging)) File.Delete(file);
        foreach (var folder in Directory.GetDirectories(_layout.Buckets))
        {
            if (File.Exists(DataLayout.BucketFile(folder))) _buckets.Add(Path.GetFileName(folder), BucketStore.Open(_layout, folder));
            else Directory.Delete(folder, recursive: true);
        }
    }

    private static FileStream LockFolder(DataLayout layout)
    {
        try
        {
            return new FileStream(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"The object store's data folder is in use by another process ({layout.Lock} is locked).", error);
        }
    }
}
