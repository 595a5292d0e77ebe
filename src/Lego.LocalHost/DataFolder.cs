namespace Lego.LocalHost;

/// <summary>The one folder with everything that survives a restart, held by one local host at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    // Only what is ours is cleared: the folder may be one that somebody uses for other things too.
    private static readonly string[] Parts = ["postgres", "redis", "s3", "opensearch", "userpool", "traces", "tokens"];

    private readonly string _path;
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        _path = path;
        _lock = @lock;
    }

    public string this[string part] => Path.Combine(_path, part);

    public static DataFolder Open(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        try
        {
            return new DataFolder(full, new FileStream(Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new DataFolderInUseException(full, exception);
        }
    }

    public void Clear()
    {
        foreach (var folder in Parts.Select(part => this[part]).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Dispose() => _lock.Dispose();
}
