using System.Globalization;

namespace Lego.Deployment.Packages;

/// <summary><c>zip</c>: makes a package of a publish folder and says how large it is.</summary>
internal static class ZipCommand
{
    public static int Run(Arguments arguments)
    {
        arguments.AllowOnly("folder", "output");
        var (folder, package) = (arguments.Required("folder"), arguments.Required("output"));
        ElfFile.CheckFolder(folder);
        var unzipped = PackageWriter.Write(folder, package);
        Console.WriteLine(Describe(package, new FileInfo(package).Length, unzipped));
        return 0;
    }

    /// <summary>One line on a package, with the limits beside its sizes.</summary>
    public static string Describe(string package, long zipped, long unzipped)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{package}: {Megabytes(zipped):0.0} MB zipped (of {Megabytes(PackageLimits.DirectUploadBytes):0}), {Megabytes(unzipped):0.0} MB unzipped (of {Megabytes(PackageLimits.UnzippedBytes):0}).");
        return zipped > PackageLimits.DirectUploadBytes ? line + " Too large for a direct upload: deploy it through S3 (--s3-bucket)." : line;
    }

    private static double Megabytes(long bytes) => bytes / 1024.0 / 1024.0;
}
