using System.Text.RegularExpressions;
using Lego.LocalHost.Tests;

namespace Lego.Templates.Tests;

/// <summary>Packs the framework and the templates, makes what they make, and runs the tests that come with it.</summary>
[CancelAfter(600_000)]
public sealed partial class TemplateTests
{
    private readonly TemporaryFolder _folder = new();
    private DotNet _dotnet = null!;

    [OneTimeSetUp]
    public async Task PackAndInstall()
    {
        _dotnet = new DotNet(_folder["home"]);
        string[] projects =
        [
            "src/Lego.Lambda.Runtime", "src/Lego.Lambda.Testing", "templates/Lego.Lambda.Templates",
            "compat/Amazon.Lambda.Core", "compat/Amazon.Lambda.APIGatewayEvents",
        ];
        foreach (var project in projects)
        {
            // As they were built together with this test; packages come from where the build had them.
            await _dotnet.PackAsync(Path.Combine(Repository.Root, project), _folder["feed"], CancellationToken.None);
        }

        Directory.CreateDirectory(_folder["work"]);
        await File.WriteAllTextAsync(_folder["work/NuGet.config"], $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="{_folder["feed"]}" />
                <add key="machine" value="{Repository.PackageFolder}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="feed"><package pattern="Lego.Lambda.*" /></packageSource>
                <packageSource key="machine"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """, CancellationToken.None);
        var templates = Directory.GetFiles(_folder["feed"], "Lego.Lambda.Templates.*.nupkg").Single();
        await _dotnet.RunAsync(_folder["work"], ["new", "install", templates, "--debug:custom-hive", _folder["hive"]], CancellationToken.None);
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_new_repository_with_one_more_function_builds_and_its_tests_pass(CancellationToken cancellationToken)
    {
        await NewAsync(_folder["work"], "lego-lambda --name Greetings", cancellationToken);
        var repository = _folder["work/Greetings"];
        var said = await NewAsync(
            repository, "lego-function --into Greetings --name Goodbye --id say-goodbye --route /api/goodbye/{name} --method PUT", cancellationToken);
        await AddToCatalogAsync(repository, said, cancellationToken);

        var tested = await _dotnet.RunAsync(repository, ["test"], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tested, Does.Match("Failed: +0, Passed: +4"));
            Assert.That(Leftovers(repository), Is.Empty);
        }
    }

    [Test]
    public async Task A_function_for_this_repository_compiles_by_its_rules_and_its_tests_pass(CancellationToken cancellationToken)
    {
        var overlay = _folder["work/overlay"];
        Directory.CreateDirectory(overlay);
        var said = await NewAsync(
            overlay, "lego-function --name MocShare --id moc-share --route /api/mocs/{id}/share --method POST --area Moc", cancellationToken);
        await WriteOverlayAsync(overlay, cancellationToken);

        var tested = await _dotnet.RunAsync(overlay, ["test"], cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tested, Does.Match("Failed: +0, Passed: +3"));
            Assert.That(said, Does.Contain("""new("moc-share", "POST", "/api/mocs/{id}/share", 256, 10, None, services => new MocShare(services)),"""));
            Assert.That(File.Exists(Path.Combine(overlay, "src/Lego.Functions/Moc/MocShare.cs")), Is.True);
            Assert.That(File.Exists(Path.Combine(overlay, "tests/Lego.Functions.Tests/Moc/MocShareTests.cs")), Is.True);
        }
    }

    private Task<string> NewAsync(string folder, string words, CancellationToken cancellationToken) =>
        _dotnet.RunAsync(folder, ["new", .. words.Split(' '), "--debug:custom-hive", _folder["hive"]], cancellationToken);

    /// <summary>Does by the printed instruction what an author would do.</summary>
    private static async Task AddToCatalogAsync(string repository, string said, CancellationToken cancellationToken)
    {
        var line = CatalogLine().Match(said).Value;
        Assert.That(line, Is.Not.Empty, said);
        var catalog = Path.Combine(repository, "src/Greetings/FunctionCatalog.cs");
        var text = await File.ReadAllTextAsync(catalog, cancellationToken);
        await File.WriteAllTextAsync(catalog, text.Replace("    ];", $"        {line}\n    ];", StringComparison.Ordinal), cancellationToken);
    }

    /// <summary>A project that stands for the functions' test project: a friend of the functions as they were built, under the same rules.</summary>
    private static async Task WriteOverlayAsync(string folder, CancellationToken cancellationToken)
    {
        File.Copy(Path.Combine(Repository.Root, ".editorconfig"), Path.Combine(folder, ".editorconfig"));
        File.Copy(Path.Combine(Repository.Root, "tests/.editorconfig"), Path.Combine(folder, "tests/.editorconfig"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Directory.Packages.props"), $"""<Project><Import Project="{Repository.Root}/Directory.Packages.props" /></Project>""", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Directory.Build.props"),
            $"""
            <Project>
              <Import Project="{Repository.Root}/Directory.Build.props" />
              <PropertyGroup><ArtifactsPath>$(MSBuildThisFileDirectory)artifacts</ArtifactsPath></PropertyGroup>
            </Project>
            """,
            cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Lego.Functions.Tests.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <ItemGroup>
                <Reference Include="{Repository.Output("Lego.Functions")}/*.dll" />
                <Reference Include="{Repository.Output("Lego.Lambda.Testing")}/Lego.Lambda.Testing.dll" />
                <PackageReference Include="Microsoft.NET.Test.Sdk" />
                <PackageReference Include="NUnit" />
                <PackageReference Include="NUnit.Analyzers" />
                <PackageReference Include="NUnit3TestAdapter" />
                <Using Include="NUnit.Framework" />
              </ItemGroup>
            </Project>
            """,
            cancellationToken);
    }

    /// <summary>Placeholders that a template should have replaced.</summary>
    private static IEnumerable<string> Leftovers(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".json" or ".md" && !file.Contains("/obj/") && !file.Contains("/bin/"))
        .Where(file => Placeholder().IsMatch(File.ReadAllText(file)));

    [GeneratedRegex("""new\("say-goodbye".*""")]
    private static partial Regex CatalogLine();

    [GeneratedRegex("LegoStarter|lego-starter|LEGO-LAMBDA-VERSION|NEWFUNCTION|FUNCTION-|PROJECT|NAMESPACE|#if")]
    private static partial Regex Placeholder();
}
