using System.Globalization;
using System.IO.Compression;

namespace Lego.Deployment.Packages;

/// <summary><c>check</c>: unpacks a package into a bare folder and has it answer an invocation.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        arguments.AllowOnly("package", "output", "expect-status", "environment");
        var package = arguments.Required("package");
        var folder = Path.GetFullPath(arguments.Required("output"));
        int? status = arguments.Optional("expect-status") is not { } text
            ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ArgumentException($"--expect-status is '{text}'; it must be a number.");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        ZipFile.ExtractToDirectory(package, folder);
        var answer = await PackageCheck.RunAsync(folder, arguments.Pairs("environment"), status, CancellationToken.None);
        Console.WriteLine($"{package}: unpacked into a bare folder, it {answer}.");
        return 0;
    }
}
