using Microsoft.Win32.SafeHandles;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>One bucket: its index in memory, its files on disk, and the lock that keeps the two the same.</summary>
internal sealed class BucketStore
{
    private readonly Lock _gate = new();
    private readonly DataLayout _layout;
    private readonly string _folder;
    private readonly KeyIndex _index;
    private bool _isDeleted;

    private BucketStore(DataLayout layout, string folder, StoredBucket bucket, IEnumerable<StoredObject> objects)
    {
        (_layout, _folder, Created) = (layout, folder, bucket.Created);
        _index = new KeyIndex(objects);
        Uploads = MultipartUploads.Open(layout, DataLayout.Uploads(folder));
    }

    public string Name => Path.GetFileName(_folder);

    public DateTimeOffset Created { get; }

    public MultipartUploads Uploads { get; }

    public static BucketStore Create(DataLayout layout, string name, DateTimeOffset now)
    {
        var folder = Path.Combine(layout.Buckets, name);
        var bucket = new StoredBucket(now);
        layout.WriteJson(DataLayout.BucketFile(folder), bucket, StorageJson.Default.StoredBucket);
        return new BucketStore(layout, folder, bucket, []);
    }

    public static BucketStore Open(DataLayout layout, string folder)
    {
        var bucket = DataLayout.ReadJson(DataLayout.BucketFile(folder), StorageJson.Default.StoredBucket);
        var objects = FilesIn(DataLayout.Objects(folder))
            .Select(file => DataLayout.ReadJson(file, StorageJson.Default.StoredObject))
            .ToList();
        // The metadata file is written last and removed first, so data that none names was left by a crash in between.
        var named = objects.Select(stored => stored.DataFile).ToHashSet(StringComparer.Ordinal);
        foreach (var orphan in FilesIn(DataLayout.Data(folder)).Where(file => !named.Contains(Path.GetFileName(file)))) File.Delete(orphan);
        return new BucketStore(layout, folder, bucket, objects);
    }

    public StagedFile Stage() => new(_layout);

    public StoredObject Find(string key)
    {
        lock (_gate) return _index.Find(key) ?? throw S3Errors.NoSuchKey(key);
    }

    public OpenObject OpenRead(string key)
    {
        lock (_gate)
        {
            var stored = _index.Find(key) ?? throw S3Errors.NoSuchKey(key);
            return new OpenObject(stored, OpenData(stored));
        }
    }

    public ListPage List(ListQuery query)
    {
        lock (_gate) return ListPage.Read(_index, query);
    }

    public async Task CommitAsync(StagedFile data, StoredObject stored, WriteCondition condition)
    {
        await data.CloseAsync();
        lock (_gate)
        {
            if (_isDeleted) throw S3Errors.NoSuchBucket(Name);
            condition.Check(stored.Key, _index.Find(stored.Key));
            data.MoveTo(DataLayout.DataFile(_folder, stored.DataFile));
            _layout.WriteJson(DataLayout.ObjectFile(_folder, stored.Key), stored, StorageJson.Default.StoredObject);
            if (_index.Put(stored) is { } replaced) File.Delete(DataLayout.DataFile(_folder, replaced.DataFile));
        }
    }

    public void Delete(string key)
    {
        lock (_gate)
        {
            if (_index.Find(key) is not { } stored) return;
            File.Delete(DataLayout.ObjectFile(_folder, key));
            _index.Remove(key);
            File.Delete(DataLayout.DataFile(_folder, stored.DataFile));
        }
    }

    /// <returns>False when objects are left in the bucket.</returns>
    public bool TryDeleteBucket()
    {
        lock (_gate)
        {
            if (_index.Count > 0) return false;
            _isDeleted = true;
            // Without this file the folder is no bucket, should the process end before the rest is gone.
            File.Delete(DataLayout.BucketFile(_folder));
            Directory.Delete(_folder, recursive: true);
            return true;
        }
    }

    private SafeFileHandle OpenData(StoredObject stored) => File.OpenHandle(
        DataLayout.DataFile(_folder, stored.DataFile), FileMode.Open, FileAccess.Read,
        FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);

    private static string[] FilesIn(string folder) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
}
