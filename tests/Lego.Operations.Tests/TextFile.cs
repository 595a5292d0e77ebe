namespace Lego.Operations.Tests;

/// <summary>A file with a text; with none, a path where no file is.</summary>
internal sealed class TextFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lego-operations-file-");

    public TextFile(string? text)
    {
        Path = System.IO.Path.Combine(_folder.FullName, "file.json");
        if (text is not null)
        {
            File.WriteAllText(Path, text);
        }
    }

    public string Path { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
