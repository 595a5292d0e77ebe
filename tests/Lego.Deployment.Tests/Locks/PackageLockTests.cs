using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lego.Testing;

namespace Lego.Deployment.Tests.Locks;

/// <summary>The committed locks of this repository.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class PackageLockTests
{
    private static IEnumerable<string> Projects => [.. ProjectLine().Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "LegoFunctions.sln")))
        .Select(project => project.Groups["path"].Value.Replace('\\', '/'))];

    private static IEnumerable<string> Locks => Projects.Select(project => Path.GetDirectoryName(project)!)
        .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryFolder.Path, folder), "packages*.lock.json"))
        .Select(path => Path.GetRelativePath(RepositoryFolder.Path, path));

    [TestCaseSource(nameof(Projects))]
    public void Every_project_has_a_lock(string project) =>
        Assert.That(Path.Combine(RepositoryFolder.Path, Path.GetDirectoryName(project)!, "packages.lock.json"), Does.Exist, "./build.sh lock writes it");

    [Test]
    public void What_becomes_native_code_has_a_lock_with_the_compiler() =>
        Assert.That(
            File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "Lego.Functions", "packages.native.lock.json")),
            Does.Contain("runtime.linux-x64.Microsoft.DotNet.ILCompiler").And.Contain("runtime.linux-arm64.Microsoft.DotNet.ILCompiler"));

    [TestCaseSource(nameof(Locks))]
    public void Each_locked_package_has_its_version_and_the_hash_of_its_content(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, path)));

        var packages = document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project");
        Assert.That(
            packages.Where(package => string.IsNullOrEmpty(package.Value.GetProperty("resolved").GetString())
                || Convert.FromBase64String(package.Value.GetProperty("contentHash").GetString()!).Length != 64).Select(package => package.Name),
            Is.Empty);
    }

    [TestCaseSource(nameof(Locks))]
    public void No_lock_says_where_the_packages_were_fetched(string path) =>
        Assert.That(File.ReadAllText(Path.Combine(RepositoryFolder.Path, path)), Does.Not.Contain("://"));

    [Test]
    public void The_locks_have_the_versions_of_the_central_file()
    {
        var central = XDocument.Load(Path.Combine(RepositoryFolder.Path, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);

        var others = Locks.SelectMany(path =>
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, path)));
            return document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.TryGetProperty("resolved", out var resolved)
                    && central.TryGetValue(package.Name, out var version) && version != resolved.GetString())
                .Select(package => $"{path}: {package.Name}")
                .ToList();
        });

        Assert.That(others, Is.Empty, "./build.sh lock writes the locks anew");
    }

    [TestCase("tests/Lego.Lambda.Conformance.Tests/peer")]
    [TestCase("tests/Lego.TraceConsole.Tests/peer")]
    public void The_packages_of_npm_are_locked_by_hash_without_a_registry(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, folder, "package-lock.json")));

        var packages = document.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(packages, Is.Not.Empty);
            Assert.That(packages.Where(package => !package.Value.TryGetProperty("integrity", out _)).Select(package => package.Name), Is.Empty);
            Assert.That(packages.Where(package => package.Value.TryGetProperty("resolved", out _)).Select(package => package.Name), Is.Empty);
        }
    }

    [GeneratedRegex("""^Project\("[^"]+"\) = "[^"]+", "(?<path>[^"]+\.csproj)",""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
