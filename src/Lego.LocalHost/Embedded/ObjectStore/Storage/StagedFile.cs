namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>A file on its way in; gone when disposed before it was moved to its place.</summary>
internal sealed class StagedFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private bool _isMoved;

    public StagedFile(DataLayout layout)
    {
        _path = Path.Combine(layout.Staging, DataLayout.NewFileName());
        _stream = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
    }

    public Stream Stream => _stream;

    public ValueTask CloseAsync() => _stream.DisposeAsync();

    public void MoveTo(string path)
    {
        DataLayout.MoveInto(_path, path);
        _isMoved = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (!_isMoved) File.Delete(_path);
    }
}
