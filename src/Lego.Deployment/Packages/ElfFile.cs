using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lego.Deployment.Packages;

/// <summary>Native executables and libraries of a package.</summary>
internal static class ElfFile
{
    /// <summary>The C library of Amazon Linux 2023, which dotnet10 and provided.al2023 run on. Source: AL2023 user guide, core components.</summary>
    public static readonly Version AmazonLinuxGlibc = new(2, 34);

    private static readonly SearchValues<byte> VersionLetters = SearchValues.Create("0123456789."u8);

    private static ReadOnlySpan<byte> Magic => "\u007fELF"u8;

    private static ReadOnlySpan<byte> VersionPrefix => "GLIBC_"u8;

    public static bool IsElf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[4];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>The newest version of glibc that a native file asks for, as its table of needed versions names it; null when it asks for none.</summary>
    public static Version? NewestGlibc(ReadOnlySpan<byte> content)
    {
        Version? newest = null;
        for (var at = content.IndexOf(VersionPrefix); at >= 0; at = content.IndexOf(VersionPrefix))
        {
            content = content[(at + VersionPrefix.Length)..];
            var length = content.IndexOfAnyExcept(VersionLetters);
            var text = Encoding.ASCII.GetString(length < 0 ? content : content[..length]);
            if (Version.TryParse(text, out var version) && (newest is null || version > newest))
            {
                newest = version;
            }
        }

        return newest;
    }

    /// <summary>Refuses native files that Amazon Linux 2023 could not load.</summary>
    /// <exception cref="InvalidOperationException">A file needs a newer C library.</exception>
    public static void CheckFolder(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsElf))
        {
            if (NewestGlibc(File.ReadAllBytes(path)) is { } needed && needed > AmazonLinuxGlibc)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(path)} needs glibc {needed}, but Amazon Linux 2023 has {AmazonLinuxGlibc}: build it on Amazon Linux 2023, or on a Linux that is no newer."));
            }
        }
    }
}
