namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>One unfinished upload with its parts. Whoever changes or ends it takes its turn first.</summary>
#pragma warning disable CA1001 // The semaphore holds nothing to free: its wait handle is never asked for.
internal sealed class MultipartUpload
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly DataLayout _layout;
    private readonly string _folder;
    private readonly SortedDictionary<int, StoredPart> _parts;
    private bool _isEnded;

    public MultipartUpload(DataLayout layout, string folder, StoredUpload stored, IEnumerable<StoredPart> parts)
    {
        (_layout, _folder, Stored) = (layout, folder, stored);
        _parts = new(parts.ToDictionary(part => part.Number));
    }

    public StoredUpload Stored { get; }

    public IReadOnlyList<StoredPart> Parts
    {
        get
        {
            lock (_gate) return [.. _parts.Values];
        }
    }

    public static MultipartUpload Open(DataLayout layout, string folder)
    {
        var stored = DataLayout.ReadJson(DataLayout.UploadFile(folder), StorageJson.Default.StoredUpload);
        var parts = Directory.GetFiles(folder, "part-*.json")
            .Select(file => DataLayout.ReadJson(file, StorageJson.Default.StoredPart))
            .ToList();
        return new MultipartUpload(layout, folder, stored, parts);
    }

    /// <summary>Runs alone among the changes of this upload; an upload that ended before its turn came is unknown.</summary>
    public async Task ExclusiveAsync(Func<Task> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_isEnded) throw S3Errors.NoSuchUpload(Stored.UploadId);
            await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task PutPartAsync(StagedFile data, StoredPart part, CancellationToken cancellationToken) => ExclusiveAsync(async () =>
    {
        await data.CloseAsync();
        data.MoveTo(Path.Combine(_folder, part.DataFile));
        _layout.WriteJson(DataLayout.PartFile(_folder, part.Number), part, StorageJson.Default.StoredPart);
        StoredPart? replaced;
        lock (_gate)
        {
            replaced = _parts.GetValueOrDefault(part.Number);
            _parts[part.Number] = part;
        }

        if (replaced is not null) File.Delete(Path.Combine(_folder, replaced.DataFile));
    }, cancellationToken);

    public FileStream OpenPart(StoredPart part) => new(
        Path.Combine(_folder, part.DataFile), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);

    public void DeleteFiles()
    {
        _isEnded = true;
        File.Delete(DataLayout.UploadFile(_folder));
        Directory.Delete(_folder, recursive: true);
    }
}
