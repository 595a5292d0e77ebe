using System.Text.Json;
using Lego.Deployment.Bom;
using Lego.LocalHost.Tests;
using Lego.Testing;

namespace Lego.Deployment.Tests.Bom;

/// <summary>A package of the framework, by what was built beside this test.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FrameworkPackageTests
{
    [Test]
    public void The_bill_has_the_package_by_its_hash_and_what_comes_with_it_without_files()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["Lego.Lambda.Runtime.1.0.0.nupkg"], "a package");
        var built = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var manifest = Path.Combine(RepositoryFolder.Path, "artifacts", "bin", "Lego.Lambda.Runtime", built, "Lego.Lambda.Runtime.deps.json");

        var code = BomCommand.Run(new Arguments(["--manifest", manifest, "--package", folder["Lego.Lambda.Runtime.1.0.0.nupkg"], "--output", folder["out/bill.json"]]));

        var bill = JsonDocument.Parse(File.ReadAllText(folder["out/bill.json"])).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(CycloneDxRules.Broken(bill), Is.Empty);
            Assert.That(bill.GetProperty("metadata").GetProperty("component").GetProperty("purl").GetString(), Is.EqualTo("pkg:nuget/Lego.Lambda.Runtime@1.0.0"));
            Assert.That(BillOfMaterialsTests.FilesOf(bill), Is.EqualTo(new[] { "Lego.Lambda.Runtime.1.0.0.nupkg" }));
            Assert.That(
                bill.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("name").GetString()),
                Does.Contain("Microsoft.Extensions.Logging.Abstractions").And.None.Contains("ILLink"));
        }
    }

    [TestCase("Other.1.0.0.nupkg")]
    [TestCase("Lego.Lambda.Runtime.nupkg")]
    public void A_package_of_something_else_is_refused(string name)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var manifest = Path.Combine(RepositoryFolder.Path, "artifacts", "bin", "Lego.Lambda.Runtime", built, "Lego.Lambda.Runtime.deps.json");

        Assert.That(
            () => BomCommand.Run(new Arguments(["--manifest", manifest, "--package", name, "--output", "bill.json"])),
            Throws.ArgumentException.With.Message.Contains("no package of Lego.Lambda.Runtime"));
    }
}
