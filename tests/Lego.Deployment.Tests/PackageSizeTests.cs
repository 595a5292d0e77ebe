using Lego.Testing;
using Lego.Testing.Limits;
using Lego.Testing.Peers;

namespace Lego.Deployment.Tests;

/// <summary>What is uploaded and unpacked at each cold start does not grow unseen.</summary>
public sealed class PackageSizeTests
{
    [TestCase("lego-functions-managed-x64.zip")]
    [TestCase("lego-migrations-managed-x64.zip")]
    public void A_package_is_no_larger_than_its_limit(string package)
    {
        var file = new FileInfo(Path.Combine(RepositoryFolder.Path, "artifacts", "package", package));
        if (!file.Exists)
        {
            Requires.Miss($"There is no {file.FullName}: ./build.sh package makes it.");
        }

        LimitsFile.Check($"package.{package}", file.Length);
    }
}
