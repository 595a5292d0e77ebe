using Lego.LocalHost.Tests;
using Lego.Testing;
using Lego.Testing.Peers;

namespace Lego.Deployment.Tests.Locks;

/// <summary>A project of its own under this repository's rules, restored from this machine's package folder alone.</summary>
[NonParallelizable]
public sealed class LockedRestoreTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <IsAotCompatible>true</IsAotCompatible>
            <NuGetAudit>false</NuGetAudit>
            <RestoreSources>$(MSBuildProjectDirectory)/no-packages</RestoreSources>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Polly.Core" />
            <!-- What an SDK of another patch would bring. -->
            <KnownILLinkPack Condition="'$(OtherSdk)' == 'true'" Update="@(KnownILLinkPack)" ILLinkPackVersion="10.0.99" />
          </ItemGroup>
        </Project>
        """;

    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public async Task WriteTheLock()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(_folder["no-packages"]);
        File.WriteAllText(_folder["Locked.csproj"], Project);
        File.Copy(Path.Combine(RepositoryFolder.Path, "Directory.Packages.props"), _folder["Directory.Packages.props"]);
        File.WriteAllText(_folder["Directory.Build.props"], "<Project />");
        File.WriteAllText(_folder["Directory.Build.targets"], $"<Project><Import Project=\"{Path.Combine(RepositoryFolder.Path, "eng", "PackageLock.props")}\" /></Project>");
        await Restore("-p:UpdateLocks=true");
        File.Copy(Lock, _folder["good.json"]);
    }

    [SetUp]
    public void TakeTheGoodLock() => File.Copy(_folder["good.json"], Lock, overwrite: true);

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task The_lock_fits_an_SDK_of_another_patch()
    {
        await Restore("-p:LockedRestore=true", "-p:OtherSdk=true");

        Assert.That(File.ReadAllText(Lock), Is.EqualTo(File.ReadAllText(_folder["good.json"])).And.Contain("Microsoft.NET.ILLink.Tasks"));
    }

    [Test]
    public void A_package_with_other_content_is_refused()
    {
        var good = File.ReadAllText(Lock);
        var hash = good.IndexOf("\"contentHash\": \"", StringComparison.Ordinal) + "\"contentHash\": \"".Length;
        File.WriteAllText(Lock, good[..hash] + (good[hash] == 'A' ? 'B' : 'A') + good[(hash + 1)..]);

        Assert.That(() => Restore("-p:LockedRestore=true"), Throws.InstanceOf<CommandFailedException>().With.Message.Contains("NU1403"));
    }

    [Test]
    public void A_version_that_was_changed_without_the_lock_is_refused()
    {
        File.WriteAllText(Lock, File.ReadAllText(Lock).Replace("\"requested\": \"[8.", "\"requested\": \"[7.", StringComparison.Ordinal));

        Assert.That(() => Restore("-p:LockedRestore=true"), Throws.InstanceOf<CommandFailedException>().With.Message.Contains("NU1004"));
    }

    private string Lock => _folder["packages.lock.json"];

    private Task<string> Restore(params string[] more) =>
        Testing.Peers.CommandLine.RunAsync(_folder.Path, "dotnet", ["restore", "Locked.csproj", "--force", "--nologo", "-nodeReuse:false", .. more]);
}
