using System.IO.Compression;

namespace Lego.Deployment.Packages;

/// <summary>Makes deployment packages: the same files always become the same bytes, so that an unchanged package is seen to be unchanged.</summary>
internal static class PackageWriter
{
    /// <summary>What the zip format calls the beginning of time.</summary>
    private static readonly DateTimeOffset FixedTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const int RegularFile = 0x8000;
    private const int ReadableByAll = 0b110_100_100;
    private const int ExecutableByAll = 0b111_101_101;

    /// <summary>Writes all files of a folder.</summary>
    /// <returns>The sum of their sizes in bytes.</returns>
    /// <exception cref="InvalidOperationException">The folder is empty, or its files are more than Lambda takes.</exception>
    public static long Write(string folder, string package)
    {
        var root = Path.GetFullPath(folder);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(root, path).Replace('\\', '/')))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        var unzipped = files.Sum(file => new FileInfo(file.Path).Length);
        if (files.Count == 0)
        {
            throw new InvalidOperationException($"There is nothing in {folder} to put into a package.");
        }

        if (unzipped > PackageLimits.UnzippedBytes)
        {
            throw new InvalidOperationException($"The package has {unzipped} bytes unzipped; Lambda takes at most {PackageLimits.UnzippedBytes}.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(package))!);
        using var stream = new FileStream(package, FileMode.Create, FileAccess.ReadWrite);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var (path, name) in files)
        {
            var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
            entry.LastWriteTime = FixedTime;
            // Lambda runs as a user of its own, so whatever the builder's umask was, others must be able to read.
            entry.ExternalAttributes = (RegularFile | ModeOf(path)) << 16;
            using var source = File.OpenRead(path);
            using var target = entry.Open();
            source.CopyTo(target);
        }

        return unzipped;
    }

    private static int ModeOf(string path) => ElfFile.IsElf(path) || Path.GetFileName(path) == "bootstrap" ? ExecutableByAll : ReadableByAll;
}
