namespace Lego.LocalHost;

/// <summary>A file that lines are added to, each as soon as it comes: whoever reads along sees it.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;

    /// <exception cref="IOException">The file cannot be written.</exception>
    public LogFile(string path) => _writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read)) { AutoFlush = true };

    public void Add(string line)
    {
        lock (_gate)
        {
            _writer.WriteLine(line);
        }
    }

    public void Dispose() => _writer.Dispose();
}
