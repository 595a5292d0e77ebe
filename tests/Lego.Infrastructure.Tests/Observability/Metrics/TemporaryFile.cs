using Lego.Functions.Shared;

namespace Lego.Infrastructure.Tests.Observability.Metrics;

/// <summary>A file for what wants one.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("upload-");
    private int _number;

    public FileStream Open() => new(Path.Combine(_folder.FullName, $"{_number++}"), FileMode.Create, FileAccess.ReadWrite);

    public UploadedFile Upload() => new("file", "a.png", "image/png", Open(), []);

    public void Dispose() => _folder.Delete(recursive: true);
}
