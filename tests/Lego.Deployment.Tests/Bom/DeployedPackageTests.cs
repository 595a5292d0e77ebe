using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Lego.Deployment.Bom;
using Lego.Testing;
using Lego.Testing.Peers;

namespace Lego.Deployment.Tests.Bom;

/// <summary>The packages that were made beside this test, and their bills.</summary>
[TestFixture("lego-functions-managed-x64")]
[TestFixture("lego-migrations-managed-x64")]
[Parallelizable(ParallelScope.All)]
public sealed class DeployedPackageTests(string package)
{
    // Packages that build and test alone; one of them in a bill would mean that it is deployed.
    private static readonly string[] BuildOnly =
        ["ILLink", "ILCompiler", "Analyzers", "NUnit", "Microsoft.NET.Test.Sdk", "TestPlatform", "BenchmarkDotNet", "CsCheck", "Playwright", "Crossgen2", "Lego.Testing"];

    private readonly string _zip = Path.Combine(RepositoryFolder.Path, "artifacts", "package", package + ".zip");
    private readonly string _bill = Path.Combine(RepositoryFolder.Path, "artifacts", "sbom", package + ".cdx.json");

    [SetUp]
    public void Require()
    {
        if (!File.Exists(_zip) || !File.Exists(_bill))
        {
            Requires.Miss($"There is no {_zip} with its bill: ./build.sh package makes them.");
        }
    }

    [Test]
    public void The_bill_keeps_to_the_rules_of_CycloneDX() => Assert.That(CycloneDxRules.Broken(Bill()), Is.Empty);

    [Test]
    public void The_bill_has_every_file_of_the_package_and_no_other()
    {
        using var zip = ZipFile.OpenRead(_zip);

        Assert.That(BillOfMaterialsTests.FilesOf(Bill()), Is.EquivalentTo(zip.Entries.Select(entry => entry.FullName)));
    }

    [Test]
    public void The_bill_has_every_library_of_the_package_s_manifest_that_brings_a_file()
    {
        var manifest = DependencyManifest.Read(Directory.GetFiles(_zip[..^".zip".Length], "*.deps.json").Single());

        Assert.That(
            Components().Append(Bill().GetProperty("metadata").GetProperty("component")).Select(component => component.GetProperty("name").GetString()),
            Is.EquivalentTo(manifest.Libraries.Values.Where(library => library.Files.Count > 0).Select(library => library.Name)));
    }

    [Test]
    public void The_bill_has_nothing_that_only_builds_or_tests() => Assert.That(
        Components().Select(component => component.GetProperty("name").GetString()!).Where(name => BuildOnly.Any(part => name.Contains(part, StringComparison.Ordinal))),
        Is.Empty);

    [Test]
    public void Each_package_of_the_bill_has_a_license() => Assert.That(
        Packages().Where(component => !component.TryGetProperty("licenses", out _)).Select(component => component.GetProperty("name").GetString()), Is.Empty);

    [Test]
    public void Each_package_of_the_bill_has_the_hash_of_the_committed_lock()
    {
        var folder = Path.Combine(RepositoryFolder.Path, "src", Bill().GetProperty("metadata").GetProperty("component").GetProperty("name").GetString()!);
        var isOfficial = Packages().Any(component => component.GetProperty("name").GetString() == "Amazon.Lambda.Core");
        var official = Path.Combine(folder, "packages.official.lock.json");
        var locked = File.ReadAllText(isOfficial && File.Exists(official) ? official : Path.Combine(folder, "packages.lock.json"));

        // While nobody has written the lock with the official packages, theirs cannot be compared.
        var compared = Packages().Where(component => !isOfficial || File.Exists(official) || locked.Contains($"\"{component.GetProperty("name").GetString()}\"", StringComparison.OrdinalIgnoreCase));
        Assert.That(
            compared.Where(component => !locked.Contains(component.GetProperty("properties")[0].GetProperty("value").GetString()!, StringComparison.Ordinal))
                .Select(component => component.GetProperty("name").GetString()),
            Is.Empty);
    }

    [Test]
    public void The_package_holds_no_symbols_and_nothing_tells_where_it_was_made()
    {
        using var zip = ZipFile.OpenRead(_zip);
        byte[][] places = [Encoding.UTF8.GetBytes(RepositoryFolder.Path + "/"), Encoding.Unicode.GetBytes(RepositoryFolder.Path + "/"), Encoding.UTF8.GetBytes(PackageFacts.DefaultFolder)];

        using (Assert.EnterMultipleScope())
        {
            foreach (var entry in zip.Entries)
            {
                Assert.That(Path.GetExtension(entry.Name), Is.Not.AnyOf(".pdb", ".dbg", ".xml", ".user", ".log"), entry.FullName);
                using var content = new MemoryStream();
                using var stream = entry.Open();
                stream.CopyTo(content);
                Assert.That(places.Any(place => content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(place) >= 0), Is.False, $"{entry.FullName} names a folder of this machine");
            }
        }
    }

    private JsonElement Bill() => JsonDocument.Parse(File.ReadAllText(_bill)).RootElement;

    private IEnumerable<JsonElement> Packages() => Components().Where(component => component.GetProperty("purl").GetString()!.StartsWith("pkg:nuget/", StringComparison.Ordinal));

    private List<JsonElement> Components() => [.. Bill().GetProperty("components").EnumerateArray()];
}
