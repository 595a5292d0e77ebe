using System.Xml.Linq;

namespace Lego.Templates.Tests;

public sealed class TemplateVersionTests
{
    [Test]
    public void A_new_repository_is_tested_with_the_versions_that_this_one_is_tested_with()
    {
        var ours = VersionsOf(Path.Combine(Repository.Root, "Directory.Packages.props"));
        var templates = VersionsOf(Path.Combine(Repository.Root, "templates/Lego.Lambda.Templates/content/lego-lambda/Directory.Packages.props"));

        Assert.That(
            templates.Where(package => !package.Key.StartsWith("Lego.Lambda.", StringComparison.Ordinal)).Select(package => (package.Key, package.Value)),
            Is.Not.Empty.And.All.Matches<(string Id, string Version)>(package => ours[package.Id] == package.Version));
    }

    private static Dictionary<string, string> VersionsOf(string file) => XDocument.Load(file).Descendants("PackageVersion")
        .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
}
